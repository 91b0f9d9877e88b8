package dev.muster.quickstart.drop;

import java.nio.file.Path;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// The report as a file for programs to read.
final class ReportJson {
  private static final ObjectWriter WRITER =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  private ReportJson() {}

  static void write(DropReport report, Path file) {
    WRITER.writeValue(file.toFile(), report);
  }

  static String text(DropReport report) {
    return WRITER.writeValueAsString(report);
  }
}

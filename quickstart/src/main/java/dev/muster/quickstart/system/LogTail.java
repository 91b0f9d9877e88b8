package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The end of a log file, for the message about the process that wrote it.
final class LogTail {
  private static final int BYTES_MAX = 4096;

  private LogTail() {}

  /// The last whole lines of the file, or a note that there is none.
  static String of(Path log) {
    if (!Files.exists(log)) {
      return "(no log was written)";
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - BYTES_MAX);
      file.seek(start);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    } catch (IOException e) {
      return "(the log cannot be read: " + e.getMessage() + ")";
    }
  }
}

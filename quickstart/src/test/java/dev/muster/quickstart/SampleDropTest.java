package dev.muster.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small drop, the way `./muster drop` runs it: every process, everything judged.
class SampleDropTest {
  @TempDir Path directory;

  @Test
  void aSmallDropHolds() throws Exception {
    JsonNode report = passingDrop("--clients=16", "--seed=7");

    assertThat(report.get("decided").asLong()).isEqualTo(report.get("accepted").asLong());
    assertThat(report.get("outcomes").get("ENROLLED").asLong()).isGreaterThanOrEqualTo(20);
    assertThat(report.get("outcomes").get("REJECTED").get("TOURNAMENT_FULL").asLong()).isPositive();
    assertThat(leftBehind()).isEmpty();
  }

  /// The same outcomes by the other two ways.
  @Test
  void aSmallDropHoldsForThoseWhoWaitAndThoseWhoAreTold() throws Exception {
    JsonNode report = passingDrop("--clients=64", "--seed=8", "--long-poll", "--webhook");

    assertThat(report.get("databaseReadsByPolling").asLong()).isZero();
    assertThat(report.get("longPolls").asLong()).isEqualTo(report.get("submitted").asLong());
    // And the cancellation at the end.
    assertThat(report.get("webhooks").get("events").asLong())
        .isEqualTo(report.get("accepted").asLong() + 1);
  }

  private JsonNode passingDrop(String... options) throws IOException {
    Path file = directory.resolve("report.json");
    List<String> line = new ArrayList<>(List.of("drop", "--players=400", "--seats=20"));
    line.addAll(List.of(options));
    line.add("--report=" + file);
    int exitCode =
        Muster.commandLine()
            .setErr(new PrintWriter(PrintWriter.nullWriter()))
            .execute(line.toArray(String[]::new));
    JsonNode report = JsonMapper.builder().build().readTree(Files.readString(file));
    assertThat(report.get("verdict").asString()).isEqualTo("PASS");
    assertThat(exitCode).isZero();
    return report;
  }

  private static List<ProcessHandle> leftBehind() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }
}

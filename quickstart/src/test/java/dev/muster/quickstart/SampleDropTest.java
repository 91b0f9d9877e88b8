package dev.muster.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path report = directory.resolve("report.json");

    int exitCode =
        Muster.commandLine()
            .setErr(new PrintWriter(PrintWriter.nullWriter()))
            .execute(
                "drop",
                "--players=400",
                "--seats=20",
                "--clients=16",
                "--seed=7",
                "--report=" + report);

    JsonNode json = JsonMapper.builder().build().readTree(Files.readString(report));
    assertThat(json.get("verdict").asString()).isEqualTo("PASS");
    assertThat(exitCode).isZero();
    assertThat(json.get("decided").asLong()).isEqualTo(json.get("accepted").asLong());
    assertThat(json.get("outcomes").get("ENROLLED").asLong()).isGreaterThanOrEqualTo(20);
    assertThat(json.get("outcomes").get("REJECTED").get("TOURNAMENT_FULL").asLong()).isPositive();
    assertThat(leftBehind()).isEmpty();
  }

  /// The same outcomes by the other two ways.
  @Test
  void aSmallDropHoldsForThoseWhoWaitAndThoseWhoAreTold() throws Exception {
    Path report = directory.resolve("report.json");

    int exitCode =
        Muster.commandLine()
            .setErr(new PrintWriter(PrintWriter.nullWriter()))
            .execute(
                "drop",
                "--players=400",
                "--seats=20",
                "--clients=64",
                "--seed=8",
                "--long-poll",
                "--webhook",
                "--report=" + report);

    JsonNode json = JsonMapper.builder().build().readTree(Files.readString(report));
    assertThat(json.get("verdict").asString()).isEqualTo("PASS");
    assertThat(exitCode).isZero();
    assertThat(json.get("databaseReadsByPolling").asLong()).isZero();
    assertThat(json.get("longPolls").asLong()).isEqualTo(json.get("submitted").asLong());
    // And the cancellation at the end.
    assertThat(json.get("webhooks").get("events").asLong())
        .isEqualTo(json.get("accepted").asLong() + 1);
  }

  private static List<ProcessHandle> leftBehind() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }
}

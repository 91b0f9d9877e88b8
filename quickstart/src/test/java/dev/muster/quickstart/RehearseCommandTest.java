package dev.muster.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.rehearse.PlanFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rehearsal, the way `./muster rehearse` runs it.
class RehearseCommandTest {
  /// Every fault, as close together as they can be: each waits for the end of the one before.
  private static final String EVERY_FAULT =
      """
      seconds: 10
      seed: 3
      players: 80
      tournaments: 12
      seats: 60
      curve:
        - [0, 60]
      faults:
        - {at: 1, fault: drop-commit}
        - {at: 1, fault: cut-connections}
        - {at: 1, fault: delay-connections}
        - {at: 1, fault: restart-postgres}
        - {at: 1, fault: kill-worker}
        - {at: 1, fault: freeze-worker}
        - {at: 1, fault: kill-broker}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  @Test
  void everyFaultHappensAndNothingIsFound() throws Exception {
    Path json = directory.resolve("report.json");

    int exitCode = rehearse("--plan=" + plan(EVERY_FAULT), "--json=" + json);

    JsonNode report = JsonMapper.builder().build().readTree(Files.readString(json));
    assertThat(report.get("reasons")).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(report.get("faults"))
        .hasSize(7)
        .allMatch(fault -> fault.get("injected").asBoolean());
    assertThat(report.get("judged")).hasSize(2);
    assertThat(report.get("decided").asLong())
        .isEqualTo(report.get("accepted").asLong())
        .isGreaterThan(1_000);
    assertThat(report.get("outcomes").get("ENROLLED").asLong()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void saysInOneLineWhatIsWrongWithAPlan() throws Exception {
    assertThat(rehearse("--plan=" + plan("seconds: 20\n"))).isEqualTo(2);
    assertThat(err.toString().strip())
        .startsWith("muster rehearse: ")
        .endsWith("plan.yaml:1: 'seed' is missing")
        .doesNotContain("\n");
  }

  @Test
  void refusesFaultsOnAGivenDeployment() throws Exception {
    String there = "--url=http://127.0.0.1:1";

    assertThat(rehearse("--plan=" + plan(EVERY_FAULT), there)).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(
            "muster rehearse: the plan has faults, which only a local system can take: add --no-faults");
  }

  @Test
  void saysThatADeploymentDoesNotAnswer() {
    assertThat(rehearse("--url=http://127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo("muster rehearse: no API answers at http://127.0.0.1:1");
  }

  @Test
  void doesNotTakeTheDatabaseOfAnUnnamedDeployment() {
    assertThat(rehearse("--db=jdbc:postgresql://127.0.0.1/muster")).isEqualTo(2);
    assertThat(err.toString()).contains("go with --url");
  }

  @Test
  void printsTheDefaultPlan() {
    assertThat(rehearse("--print-plan")).isZero();
    assertThat(out).hasToString(PlanFile.defaultText());
  }

  private Path plan(String text) throws IOException {
    return Files.writeString(directory.resolve("plan.yaml"), text);
  }

  private int rehearse(String... options) {
    List<String> line = new ArrayList<>(List.of("rehearse"));
    line.addAll(List.of(options));
    return Muster.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(line.toArray(String[]::new));
  }
}

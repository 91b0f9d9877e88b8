package dev.muster.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.ship.ComposeEnvironment;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `compose-test` with a script for an engine and a local system for the containers: all that it
/// does itself, on a machine where no engine runs.
class ComposeTestCommandTest {
  private static final String ILL = "ingest-api running 0 unhealthy";
  private static final String WELL =
      "migrate exited 0 \\ningest-api running 0 healthy\\nenrollment-worker running 0 healthy";

  @TempDir Path directory;

  @Test
  void runsADropOnWhatItStartedAndRemovesIt() throws Exception {
    var settings = SystemSettings.onFreePorts(directory.resolve("system"));
    Path report = directory.resolve("report.json");
    try (LocalSystem _ = LocalSystem.in(settings).start(_ -> {})) {
      int exitCode =
          run(
              addresses(settings),
              engine(WELL, 0),
              "--players=300",
              "--seats=15",
              "--report=" + report);

      assertThat(exitCode).isZero();
    }
    JsonNode written = JsonMapper.builder().build().readTree(Files.readString(report));
    assertThat(written.get("verdict").asString()).isEqualTo("PASS");
    assertThat(written.get("outcomes").get("ENROLLED").asLong()).isGreaterThanOrEqualTo(15);
    assertThat(called()).startsWith("up --detach").endsWith("--remove-orphans --timeout 60");
  }

  @Test
  void removesWhatCouldNotBeStarted() throws Exception {
    int exitCode = run(Map.of(), engine(WELL, 1));

    assertThat(exitCode).isEqualTo(1);
    assertThat(called()).matches("up --detach --no-build\ndown --volumes .*");
  }

  @Test
  void keepsTheSecretsToItselfAndOnlyForAsLongAsItTakes() throws Exception {
    run(Map.of(), engine(ILL, 1));

    String said = Files.readString(directory.resolve("said"));
    assertThat(said).contains("MUSTER_REQUEST_ID_SECRET=").contains("MUSTER_PG_PORT=");
    assertThat(Path.of(Files.readString(directory.resolve("file")).strip())).doesNotExist();
    assertThat(Files.readString(directory.resolve("mode")).strip()).isEqualTo("-rw-------");
  }

  private int run(Map<String, String> addresses, Path engine, String... options) {
    var variables = new HashMap<>(ComposeEnvironment.fresh().variables());
    variables.putAll(addresses);
    var command = new ComposeTestCommand().withEnvironment(new ComposeEnvironment(variables));
    var line = new CommandLine(command).setErr(new PrintWriter(PrintWriter.nullWriter()));
    line.setExecutionExceptionHandler((_, _, _) -> 1);
    var arguments = new ArrayList<>(List.of("--engine", engine.toString()));
    arguments.addAll(List.of(options));
    return line.execute(arguments.toArray(String[]::new));
  }

  private static Map<String, String> addresses(SystemSettings settings) {
    return Map.of(
        "MUSTER_HTTP_PORT", Integer.toString(settings.httpPort()),
        "MUSTER_PG_PORT", Integer.toString(settings.postgresPort()),
        "MUSTER_KAFKA_PORT", Integer.toString(settings.kafkaPort()));
  }

  /// Writes down what it is called with, beginning after Compose's own options.
  ///
  /// @param states what it says the containers' states are
  /// @param upCode how starting ends
  private Path engine(String states, int upCode) throws IOException {
    Path script = directory.resolve("engine");
    Files.writeString(
        script,
        """
        #!/bin/sh
        cd '%1$s'
        while [ "$1" != --env-file ]; do shift; done
        file=$2
        shift 2
        case $1 in
          ps) printf '%2$s\\n' ;;
          logs) ;;
          up)
            echo "$*" >> called
            echo "$file" > file
            cp "$file" said
            ls -l "$file" | cut -c1-10 > mode
            exit %3$d
            ;;
          *) echo "$*" >> called ;;
        esac
        """
            .formatted(directory, states, upCode));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private String called() throws IOException {
    return Files.readString(directory.resolve("called")).strip();
  }
}

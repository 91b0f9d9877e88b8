package dev.muster.validator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import dev.muster.validator.LocalDeployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command as people and programs meet it, where nothing was decided yet: arguments, output,
/// exit code. With a log it is tried on a whole system.
class ReplayCommandTest {
  private static final String PASSWORD = "--password=postgres";
  private static final String NO_BROKER = "127.0.0.1:1";

  private record Run(int exitCode, String out, String err) {}

  @Test
  void anEmptySystemIsWhatAnEmptyLogComesTo(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("replay.json");
    try (TestDatabase database = TestDatabase.create()) {
      Run run =
          run(
              "--db",
              database.url(),
              PASSWORD,
              "--bootstrap-servers",
              NO_BROKER,
              "--json",
              file.toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("PASS: the database is what the log comes to");
      JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
      assertThat(report.get("verdict").asString()).isEqualTo("PASS");
      assertThat(report.get("commands").asLong()).isZero();
    }
  }

  @Test
  void whatNoCommandExplainsIsNamed() {
    String key = "00000000-0000-0000-0000-0000000000aa";
    try (TestDatabase database = TestDatabase.create()) {
      database.update(
          "INSERT INTO idempotency_key (key, request_id) VALUES (?::uuid, ?::uuid)", key, key);
      Run run = run("--db", database.url(), PASSWORD, "--bootstrap-servers", NO_BROKER);
      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("FAIL: the first difference is idempotency keys", key);
    }
  }

  @Test
  void withoutALogThereIsNoVerdict() {
    Run run = run("--db", "jdbc:postgresql://127.0.0.1:1/muster");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip())
        .isEqualTo("muster replay: say where the log is: --bootstrap-servers HOST:PORT");
  }

  @Test
  void withoutADatabaseThereIsNoVerdict() {
    Run run = run("--db", "jdbc:postgresql://127.0.0.1:1/muster", "--bootstrap-servers", NO_BROKER);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("muster replay: could not connect");
  }

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        new CommandLine(new ReplayCommand(LocalDeployment.NONE))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}

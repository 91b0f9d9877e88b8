package dev.muster.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command as people and programs meet it: arguments, output, exit code.
class CheckCommandTest {
  private static final String PASSWORD = "postgres";

  private static TestDatabase clean;
  private static TestDatabase broken;

  private record Run(int exitCode, String out, String err) {}

  @BeforeAll
  static void open() {
    clean = TestDatabase.create();
    clean.execute(TestFiles.text("/world.sql"));
    broken = TestDatabase.create();
    broken.execute(TestFiles.text("/world.sql"));
    broken.execute(TestFiles.text("/planted/balance-equals-ledger.sql"));
  }

  @AfterAll
  static void close() {
    clean.close();
    broken.close();
  }

  @Test
  void aCleanDatabasePasses() {
    Run run = run("--db", clean.url(), "--password=" + PASSWORD);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(clean.url(), "one-live-enrollment", "ERROR");
    assertThat(run.out().strip().lines().reduce((_, last) -> last))
        .hasValue("PASS: all " + InvariantCatalog.load().size() + " invariants hold");
  }

  @Test
  void aFindingFailsWithSamplesAndAdvice() {
    Run run = run("--db", broken.url(), "--password=" + PASSWORD);
    assertThat(run.exitCode()).isOne();
    assertThat(run.out())
        .contains("balance-equals-ledger: findings: 1, shown: 1")
        .contains("credit_balance=901  ledger_total=900")
        .contains("What to do: Trust the ledger.")
        .contains(
            "FAIL: 1 of " + InvariantCatalog.load().size() + " invariants broken, findings: 1");
  }

  @Test
  void jsonGoesToAFileBesideTheTable(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("check.json");
    Run run = run("--db", broken.url(), "--password=" + PASSWORD, "--json", file.toString());
    assertThat(run.exitCode()).isOne();
    assertThat(run.out()).contains("FAIL: ");
    JsonNode report = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(report.required("verdict").asString()).isEqualTo("FAIL");
    assertThat(report.required("database").asString()).isEqualTo(broken.url());
    assertThat(report.required("checkedAt").asString()).endsWith("Z");
    assertThat(report.required("invariants")).hasSize(InvariantCatalog.load().size());
    JsonNode finding =
        report
            .required("invariants")
            .valueStream()
            .filter(invariant -> invariant.required("findings").asLong() > 0)
            .findFirst()
            .orElseThrow();
    assertThat(finding.required("id").asString()).isEqualTo("balance-equals-ledger");
    assertThat(finding.required("severity").asString()).isEqualTo("ERROR");
    assertThat(finding.required("samples").get(0).required("credit_balance").asString())
        .isEqualTo("901");
  }

  @Test
  void jsonToStandardOutputStandsAlone() {
    Run run = run("--db", clean.url(), "--password=" + PASSWORD, "--json", "-");
    assertThat(run.exitCode()).isZero();
    assertThat(JsonMapper.shared().readTree(run.out()).required("verdict").asString())
        .isEqualTo("PASS");
  }

  @Test
  void aUrlInTheFormOfOtherToolsWorksAndItsPasswordIsNotShown() {
    String url =
        clean
            .url()
            .replace("jdbc:postgresql://", "postgresql://muster_validator:" + PASSWORD + "@");
    Run run = run("--db", url + "?sslmode=disable", "--json", "-");
    assertThat(run.exitCode()).isZero();
    assertThat(JsonMapper.shared().readTree(run.out()).required("database").asString())
        .isEqualTo(clean.url());
  }

  @Test
  void aWarningFailsOnlyIfStrict() {
    try (TestDatabase late = TestDatabase.create()) {
      late.execute(TestFiles.text("/world.sql"));
      late.execute(TestFiles.text("/planted/published-in-time.sql"));
      Run run = run("--db", late.url(), "--password=" + PASSWORD);
      assertThat(run.out()).contains("PASS WITH WARNINGS: 1 of ", "published-in-time: findings: 1");
      assertThat(run.exitCode()).isZero();
      Run strict = run("--db", late.url(), "--password=" + PASSWORD, "--strict");
      assertThat(strict.exitCode()).isOne();
    }
  }

  @Test
  void aWindowLeavesOutWhatWasDecidedBefore() {
    try (TestDatabase old = TestDatabase.create()) {
      old.execute(TestFiles.text("/world.sql"));
      old.execute(TestFiles.text("/planted/enrolled-has-its-seat--another-balance.sql"));
      old.execute("UPDATE decision SET decided_at = decided_at - interval '2 hours'");
      Run hour = run("--db", old.url(), "--password=" + PASSWORD, "--since", "1h");
      assertThat(hour.out()).contains("What was decided since", "* A tournament's enrolled_count");
      assertThat(hour.exitCode()).isZero();
      Run day = run("--db", old.url(), "--password=" + PASSWORD, "--since", "1d");
      assertThat(day.out()).contains("enrolled-has-its-seat: findings: 1");
      assertThat(day.exitCode()).isOne();
    }
  }

  @Test
  void whatIsNoTimeIsAUsageError() {
    Run run = run("--db", clean.url(), "--since", "yesterday");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'yesterday' is neither like 7d");
  }

  @Test
  void anUnreachableDatabaseIsOneClearLine() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Run run = run("--db", "postgresql://me:secret@127.0.0.1:" + port + "/muster");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .startsWith("muster check: could not connect to jdbc:postgresql://127.0.0.1:" + port)
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://me:secret@127.0.0.1/muster",
        "postgresql://me:secret@/muster",
        "postgresql://me:secret@127.0.0.1",
        "postgresql://me:secret@127.0.0.1:port/muster",
        "jdbc:postgresql://127.0.0.1:port/muster?password=secret",
        "postgresql://me:sec%zzret@127.0.0.1/muster",
        "secret"
      })
  void aUrlThatIsNoneIsOneClearLineThatDoesNotRepeatIt(String url) {
    Run run = run("--db", url);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("muster check: ").doesNotContain("secret", "sec%");
  }

  @Test
  void aDatabaseWithoutMigrationsHasNoVerdict() {
    try (TestDatabase other = TestDatabase.create()) {
      other.execute("DROP TABLE decision");
      Run run = run("--db", other.url(), "--password=" + PASSWORD);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("could not check enrolled-has-its-seat", "decision");
    }
  }

  @Test
  void aRoleThatMayNotReadHasNoVerdict() {
    try (TestDatabase other = TestDatabase.create()) {
      other.execute("REVOKE SELECT ON player FROM muster_validator");
      Run run = run("--db", other.url(), "--password=" + PASSWORD);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("permission denied for table player");
    }
  }

  @Test
  void anInvariantThatTakesTooLongHasNoVerdict() throws Exception {
    try (var connection = clean.superuser().getConnection();
        var lock = connection.createStatement()) {
      connection.setAutoCommit(false);
      lock.execute("LOCK TABLE tournament IN ACCESS EXCLUSIVE MODE");
      Run run = run("--db", clean.url(), "--password=" + PASSWORD, "--timeout-seconds", "1");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("could not check within-capacity", "statement timeout");
      connection.rollback();
    }
  }

  @Test
  void aMissingUrlIsAUsageError() {
    Run run = run();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("say where the database is: --db URL");
  }

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        new CommandLine(new CheckCommand(LocalDeployment.NONE))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}

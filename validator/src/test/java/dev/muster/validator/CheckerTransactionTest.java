package dev.muster.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// All invariants see one moment, none can change it, and nothing stays behind on the connection.
class CheckerTransactionTest {
  private static final String SETTINGS =
      """
      SELECT current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only') AS read_only,
             current_setting('statement_timeout') AS timeout, transaction_timestamp()::text AS began
      """;

  private static final String WRITE =
      """
      INSERT INTO player (id, created_at) VALUES (gen_random_uuid(), now()) RETURNING id
      """;

  @Test
  void allInvariantsShareOneReadOnlySnapshot() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        Connection connection = database.api().getConnection()) {
      var checker =
          new Checker(
              List.of(invariant("first", SETTINGS), invariant("second", SETTINGS)),
              Duration.ofSeconds(7));
      Report report = checker.run(connection);
      assertThat(report.findings()).isEqualTo(2);
      var first = report.verdicts().getFirst().samples().getFirst();
      assertThat(first)
          .containsEntry("isolation", "repeatable read")
          .containsEntry("read_only", "on")
          .containsEntry("timeout", "7s");
      assertThat(report.verdicts().getLast().samples().getFirst()).isEqualTo(first);
    }
  }

  @Test
  void noInvariantCanWriteWhateverTheRole() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        Connection connection = database.superuser().getConnection()) {
      var checker = new Checker(List.of(invariant("write", WRITE)), Duration.ofSeconds(7));
      assertThatThrownBy(() -> checker.run(connection))
          .isInstanceOf(CheckFailedException.class)
          .hasMessageContaining("could not check write")
          .hasMessageContaining("read-only transaction");
    }
  }

  private static Invariant invariant(String id, String query) {
    return new Invariant(id, Severity.WARNING, false, "meaning", "what to do", query);
  }
}

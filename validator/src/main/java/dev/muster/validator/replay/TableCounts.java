package dev.muster.validator.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// That there is nothing beside what the log explains.
///
/// Every row that a command explains was held against it before, so one that none explains shows in
/// the number of rows; only then is it looked for.
final class TableCounts {
  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM decision) AS decisions,
             (SELECT count(*) FROM enrollment) AS enrollments,
             (SELECT count(*) FROM credit_transaction) AS movements,
             (SELECT count(*) FROM idempotency_key) AS keys
      """;

  private static final String DECISION_OUTSIDE =
      """
      SELECT d.request_id::text
      FROM decision d
      LEFT JOIN command_topic t ON t.topic_id = d.topic_id
      LEFT JOIN partition_progress p ON p.topic_id = d.topic_id AND p.partition = d.partition
      WHERE t.name IS NULL OR p.next_offset IS NULL OR d."offset" >= p.next_offset
      LIMIT 1
      """;

  private static final String ENROLLMENT_OUTSIDE =
      """
      SELECT e.id::text
      FROM enrollment e
      LEFT JOIN decision d
        ON d.request_id = e.request_id AND d.enrollment_id = e.id AND d.outcome = 'ENROLLED'
      WHERE d.request_id IS NULL
      LIMIT 1
      """;

  private static final String MOVEMENT_OUTSIDE =
      """
      SELECT l.id::text
      FROM credit_transaction l
      LEFT JOIN decision d ON d.request_id = l.request_id
      WHERE d.request_id IS NULL
      LIMIT 1
      """;

  private static final String KEY_OUTSIDE =
      """
      SELECT k.key::text
      FROM idempotency_key k
      LEFT JOIN decision d ON d.request_id = k.request_id
      WHERE d.request_id IS NULL
      LIMIT 1
      """;

  private final Connection connection;

  TableCounts(Connection connection) {
    this.connection = connection;
  }

  /// The first difference; null if there is none.
  @Nullable Difference differenceFrom(FoldedWorld world, FoldCounts counts) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNTS);
        ResultSet row = statement.executeQuery()) {
      row.next();
      long decisions = row.getLong("decisions");
      if (decisions != counts.decided) {
        return beside("decisions", counts.decided, decisions, DECISION_OUTSIDE);
      }
      long enrollments = row.getLong("enrollments");
      if (enrollments != world.enrollments()) {
        return beside("enrollments", world.enrollments(), enrollments, ENROLLMENT_OUTSIDE);
      }
      long movements = row.getLong("movements");
      if (movements != world.movements()) {
        return beside("credit_transactions", world.movements(), movements, MOVEMENT_OUTSIDE);
      }
      return keys(counts, row.getLong("keys"));
    }
  }

  /// A repeat can have given its request a key that the decided record did not name. Only a foreign
  /// producer writes such, so how many there are is no more than a bound.
  private @Nullable Difference keys(FoldCounts counts, long keys) throws SQLException {
    String unexplained = keys == counts.keys ? "" : example(KEY_OUTSIDE);
    return unexplained.isEmpty() && keys <= counts.keys + counts.keysOfRepeats
        ? null
        : new Difference("idempotency keys", Long.toString(counts.keys), keys + unexplained);
  }

  private Difference beside(String what, long log, long database, String first)
      throws SQLException {
    return new Difference(what, Long.toString(log), database + example(first));
  }

  private String example(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? ", one that no command explains: " + row.getString(1) : "";
    }
  }
}

package dev.muster.quickstart.rehearse.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.quickstart.rehearse.proxy.CommitDrop.Lost;
import dev.muster.schemas.testing.TestDatabase;
import java.io.StringReader;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLState;

/// The proxy before a real PostgreSQL: unseen unless it is told to break something.
class PostgresProxyTest {
  private static final String INSERT =
      """
      INSERT INTO player (id, created_at) VALUES (?, now())
      """;

  private static final String STATUS =
      """
      SELECT pg_xact_status(?::xid8)
      """;

  private static final String TRANSACTION =
      """
      SELECT pg_current_xact_id()::text
      """;

  private static final int LONG_TEXT = 1 << 20;

  private final TestDatabase database = TestDatabase.create();
  private final PostgresProxy proxy = PostgresProxy.before(port(database.url()));

  private static int port(String jdbcUrl) {
    return URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
  }

  @AfterEach
  void close() {
    proxy.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"SIMPLE", "EXTENDED"})
  void passesEverythingOnAsItIs(PreferQueryMode mode) throws SQLException {
    try (Connection connection = connect(mode)) {
      assertThat(text(connection, "SELECT repeat('x', " + LONG_TEXT + ")")).hasSize(LONG_TEXT);
      assertThat(text(connection, "SELECT 'COMMIT'")).isEqualTo("COMMIT");
      assertThatThrownBy(() -> text(connection, "SELECT 1 / 0"))
          .hasMessageContaining("division by zero");
      connection.setAutoCommit(false);
      UUID kept = insert(connection);
      connection.commit();
      UUID undone = insert(connection);
      connection.rollback();

      assertThat(exists(kept)).isTrue();
      assertThat(exists(undone)).isFalse();
    }
  }

  @Test
  void passesNotificationsAndCopiesAndCancelsOn() throws Exception {
    try (Connection connection = connect(PreferQueryMode.EXTENDED);
        Statement statement = connection.createStatement()) {
      statement.execute("LISTEN told");
      database.execute("NOTIFY told, 'something'");
      assertThat(connection.unwrap(PGConnection.class).getNotifications(10_000))
          .singleElement()
          .satisfies(each -> assertThat(each.getParameter()).isEqualTo("something"));

      statement.execute("CREATE TEMP TABLE copied (line text)");
      var lines = new StringReader("a\n".repeat(100_000));
      assertThat(
              connection
                  .unwrap(PGConnection.class)
                  .getCopyAPI()
                  .copyIn("COPY copied FROM STDIN", lines))
          .isEqualTo(100_000);

      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getSQLState()).isEqualTo(PSQLState.QUERY_CANCELED.getState()));
    }
  }

  /// For the client both are the same; only the database knows.
  @ParameterizedTest
  @EnumSource(names = {"SIMPLE", "EXTENDED"})
  void aCommitThatIsLostOnTheWayThereHasNotHappened(PreferQueryMode mode) throws Exception {
    var dropped = dropOne(mode, Lost.REQUEST);

    assertThat(dropped.status()).isEqualTo("aborted");
    assertThat(exists(dropped.row())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"SIMPLE", "EXTENDED"})
  void aCommitWhoseAnswerIsLostHasHappened(PreferQueryMode mode) throws Exception {
    var dropped = dropOne(mode, Lost.ANSWER);

    assertThat(dropped.status()).isEqualTo("committed");
    assertThat(exists(dropped.row())).isTrue();
  }

  private record Doubtful(UUID row, String status) {}

  private Doubtful dropOne(PreferQueryMode mode, Lost lost) throws Exception {
    try (Connection connection = connect(mode)) {
      connection.setAutoCommit(false);
      var _ = insert(connection);
      int port = proxy.serverSidePorts().getFirst();
      // The second time around the statement is one that the server knows already.
      connection.commit();
      var drop = new CommitDrop(lost, each -> each == port);
      proxy.arm(drop);
      UUID row = insert(connection);
      String transaction = text(connection, TRANSACTION);

      assertThatThrownBy(connection::commit)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
      assertThat(drop.dropped().get(10, SECONDS).port()).isEqualTo(port);
      awaitGone(List.of(port));
      return new Doubtful(row, database.texts(STATUS, transaction).getFirst());
    }
  }

  @Test
  void dropsOnlyWhatIsWantedAndOnlyOnce() throws Exception {
    try (Connection wanted = connect(PreferQueryMode.EXTENDED);
        Connection other = connect(PreferQueryMode.EXTENDED)) {
      int port = clientPort(wanted);
      var drop = new CommitDrop(Lost.ANSWER, each -> each == port);
      proxy.arm(drop);
      other.setAutoCommit(false);
      UUID kept = insert(other);
      other.commit();
      assertThat(exists(kept)).isTrue();
      assertThatThrownBy(() -> drop.dropped().get(0, SECONDS)).isInstanceOf(TimeoutException.class);

      wanted.setAutoCommit(false);
      var _ = insert(wanted);
      assertThatThrownBy(wanted::commit).isInstanceOf(SQLException.class);
      UUID next = insert(other);
      other.commit();
      assertThat(exists(next)).isTrue();
    }
  }

  @Test
  void cutsAndRefusesUntilItIsToldToLetIn() throws Exception {
    try (Connection connection = connect(PreferQueryMode.EXTENDED)) {
      List<Integer> open = proxy.serverSidePorts();
      proxy.refuse(true);

      assertThat(proxy.cut()).isEqualTo(open).hasSize(1);
      awaitGone(open);
      assertThatThrownBy(() -> text(connection, "SELECT 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connect(PreferQueryMode.EXTENDED)).isInstanceOf(SQLException.class);
    }
    proxy.refuse(false);
    try (Connection again = connect(PreferQueryMode.EXTENDED)) {
      assertThat(text(again, "SELECT 1")).isEqualTo("1");
    }
    assertThat(proxy.accepted()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {150})
  void holdsUpBothDirectionsWhileItIsTold(long millis) throws Exception {
    try (Connection connection = connect(PreferQueryMode.EXTENDED)) {
      proxy.delay(Duration.ofMillis(millis));
      long began = System.nanoTime();
      var _ = text(connection, "SELECT 1");
      Duration slow = Duration.ofNanos(System.nanoTime() - began);
      proxy.delay(Duration.ZERO);
      long delayed = proxy.delayed();
      var _ = text(connection, "SELECT 1");

      assertThat(slow).isGreaterThanOrEqualTo(Duration.ofMillis(2 * millis));
      assertThat(delayed).isGreaterThanOrEqualTo(2);
      assertThat(proxy.delayed()).isEqualTo(delayed);
    }
  }

  private Connection connect(PreferQueryMode mode) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(proxy.port(), name()));
    source.setUser("postgres");
    source.setPassword(database.password());
    source.setPreferQueryMode(mode);
    source.setPrepareThreshold(1);
    return source.getConnection();
  }

  private String name() {
    return database.url().substring(database.url().lastIndexOf('/') + 1);
  }

  private static UUID insert(Connection connection) throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, id);
      statement.executeUpdate();
      return id;
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static int clientPort(Connection connection) throws SQLException {
    return Integer.parseInt(text(connection, "SELECT inet_client_port()"));
  }

  private boolean exists(UUID player) {
    return !database.texts("SELECT id::text FROM player WHERE id = ?", player).isEmpty();
  }

  /// Returns when the server has ended the sessions.
  private void awaitGone(List<Integer> ports) {
    long deadline = System.nanoTime() + SECONDS.toNanos(10);
    while (ports.stream().anyMatch(this::isServed)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private boolean isServed(int port) {
    return !database
        .texts("SELECT pid::text FROM pg_stat_activity WHERE client_port = ?", port)
        .isEmpty();
  }
}

package dev.muster.quickstart.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  @TempDir Path directory;
  private LocalPostgres postgres;

  @BeforeEach
  void start() {
    postgres = start(Ports.free());
  }

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void durableSettingsAreOnForEveryRole() throws SQLException {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(query("muster_worker", "SHOW " + setting)).isEqualTo("on");
    }
  }

  @Test
  void listensOnTheLoopbackAddressOnly() throws SQLException {
    assertThat(query("postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void schemaIsMigratedAndItsTablesBelongToTheOwner() throws SQLException {
    assertThat(
            query(
                "postgres",
                "SELECT tableowner FROM pg_tables WHERE schemaname = 'public'"
                    + " AND tablename = 'decision'"))
        .isEqualTo("muster_owner");
    assertThat(query("muster_api", "SELECT count(*) FROM decision")).isEqualTo("0");
  }

  @Test
  void committedDataSurvivesAStop() throws SQLException {
    insertPlayer();

    postgres.stop();
    postgres.start();

    assertThat(players()).isEqualTo("1");
  }

  @Test
  void committedDataSurvivesAKill() throws SQLException {
    insertPlayer();

    postgres.kill();
    postgres.start();

    assertThat(players()).isEqualTo("1");
  }

  private LocalPostgres start(int port) {
    return LocalPostgres.start(directory.resolve("data"), port, directory.resolve("postgres.log"));
  }

  private void insertPlayer() throws SQLException {
    try (Connection connection = postgres.dataSource("muster_worker").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO player (id, created_at) VALUES (gen_random_uuid(), clock_timestamp())");
    }
  }

  private String players() throws SQLException {
    return query("muster_worker", "SELECT count(*) FROM player");
  }

  private String query(String user, String sql) throws SQLException {
    try (Connection connection = postgres.dataSource(user).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}

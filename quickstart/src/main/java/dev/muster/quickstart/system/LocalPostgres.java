package dev.muster.quickstart.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL 18 server of our own on the loopback address, with durable settings, the database
/// `muster` and its roles. It keeps its port and its data over [#stop], [#kill] and [#start].
public final class LocalPostgres implements AutoCloseable {
  /// The superuser; like every role of this server it needs no password.
  public static final String SUPERUSER = "postgres";

  private static final String DATABASE = "muster";
  private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);

  /// What makes a commit survive a crash. The embedded server's own defaults turn the first two
  /// off.
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "max_connections", "100",
          "shared_buffers", "1GB",
          // A burst's segments stay for the next one: making one anew holds up a commit for as long
          // as the disk takes for 16 MB.
          "min_wal_size", "1GB",
          "max_wal_size", "2GB");

  private final Path dataDirectory;
  private final int port;
  private final Path log;
  private final Postmaster postmaster;
  private final PostgresGuard guard;
  private @Nullable EmbeddedPostgres server;

  private LocalPostgres(Path dataDirectory, int port, Path log) {
    this.dataDirectory = dataDirectory;
    this.port = port;
    this.log = log;
    this.postmaster = new Postmaster(dataDirectory);
    this.guard = PostgresGuard.start(dataDirectory);
  }

  /// Starts the server and brings the database to the newest version.
  ///
  /// @param dataDirectory made if it is missing; its data is used if there is some
  /// @param log the server's log is appended to it
  public static LocalPostgres start(Path dataDirectory, int port, Path log) {
    var postgres = new LocalPostgres(dataDirectory, port, log);
    try {
      postgres.start();
      postgres.prepareDatabase();
      return postgres;
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /// Starts the stopped or killed server again.
  public synchronized void start() {
    if (server != null) {
      return;
    }
    // A killed parent may have left one. We hold the directory's lock, so nobody else owns it.
    postmaster.stop();
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(dataDirectory)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(START_WAIT_MAX)
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
      DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
      SETTINGS.forEach(builder::setServerConfig);
      server = builder.start();
      requireDurable();
    } catch (IOException | IllegalStateException e) {
      stop();
      throw new IllegalStateException(
          "PostgreSQL did not start: %s; the end of %s:%n%s"
              .formatted(e.getMessage(), log, LogTail.of(log)),
          e);
    }
  }

  /// Fast shutdown: open transactions are rolled back, everything is flushed.
  public synchronized void stop() {
    release();
    postmaster.stop();
  }

  /// `kill -9` of every process of the server: what a crash of the machine leaves of it, short of
  /// the file cache.
  public synchronized void kill() {
    postmaster.kill();
    release();
  }

  @Override
  public void close() {
    stop();
    guard.close();
  }

  public int port() {
    return port;
  }

  public Path log() {
    return log;
  }

  /// Does nothing while it runs, or is stopped on purpose.
  ///
  /// @throws IllegalStateException if the server has ended although nobody stopped it
  public synchronized void requireAlive() {
    if (server != null && !postmaster.isAlive()) {
      throw new IllegalStateException(
          "PostgreSQL ended; the end of %s:%n%s".formatted(log, LogTail.of(log)));
    }
  }

  /// URL of the database `muster`, without a user.
  public String jdbcUrl() {
    return url(DATABASE);
  }

  /// Connections to the database `muster` as a role, such as `postgres` or `muster_worker`.
  public PGSimpleDataSource dataSource(String user) {
    return dataSource(DATABASE, user);
  }

  private PGSimpleDataSource dataSource(String database, String user) {
    var source = new PGSimpleDataSource();
    source.setUrl(url(database));
    source.setUser(user);
    return source;
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void prepareDatabase() {
    try {
      try (Connection connection = dataSource("postgres", SUPERUSER).getConnection();
          Statement statement = connection.createStatement()) {
        boolean exists;
        try (ResultSet found =
            statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'muster'")) {
          exists = found.next();
        }
        if (!exists) {
          statement.execute("CREATE DATABASE muster");
        }
      }
      DatabaseSetup.apply(jdbcUrl(), SUPERUSER, null);
      // Also where the data is there already: this version may have one role more.
      DatabaseSetup.trustRoles(dataSource(SUPERUSER));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the database", e);
    } catch (FlywayException e) {
      String why = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
      throw new UserErrorException(
          "the data in %s does not fit this version: %s".formatted(dataDirectory, why));
    }
  }

  private void requireDurable() {
    try (Connection connection = dataSource("postgres", SUPERUSER).getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : DURABLE) {
        try (ResultSet shown = statement.executeQuery("SHOW " + setting)) {
          if (!shown.next() || !"on".equals(shown.getString(1))) {
            throw new IllegalStateException(setting + " is not on");
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask for the durable settings", e);
    }
  }

  /// Asks the library to stop the server and to give up its lock on the data directory.
  private void release() {
    EmbeddedPostgres released = server;
    server = null;
    if (released != null) {
      try {
        released.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

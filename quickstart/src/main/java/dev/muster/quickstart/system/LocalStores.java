package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Database and log of a local system: those that run, or those that its data directory holds,
/// started for as long as this is open. Nothing that works on them is started.
public final class LocalStores implements AutoCloseable {
  private static final String ADDRESSES = "addresses.properties";
  private static final String JDBC_URL = "jdbc-url";
  private static final String BOOTSTRAP_SERVERS = "bootstrap-servers";

  private final String jdbcUrl;
  private final @Nullable String bootstrapServers;
  private final Runnable release;

  private LocalStores(String jdbcUrl, @Nullable String bootstrapServers, Runnable release) {
    this.jdbcUrl = jdbcUrl;
    this.bootstrapServers = bootstrapServers;
    this.release = release;
  }

  /// Finds or starts them.
  ///
  /// @param log whether the broker is wanted too
  /// @throws UserErrorException if there is no system in the directory, or it is only coming up
  public static LocalStores in(Path directory, boolean log) {
    if (!Files.isDirectory(directory.resolve("postgres"))) {
      throw new UserErrorException("there is no system in " + directory);
    }
    DataDirectory own;
    try {
      own = DataDirectory.open(directory);
    } catch (UserErrorException inUse) {
      return running(directory, inUse);
    }
    return start(own, log);
  }

  /// Leaves word where a running system is; it counts for as long as the directory is in use.
  static void announce(Path directory, String jdbcUrl, String bootstrapServers) {
    try {
      Files.writeString(
          directory.resolve(ADDRESSES),
          "%s=%s%n%s=%s%n".formatted(JDBC_URL, jdbcUrl, BOOTSTRAP_SERVERS, bootstrapServers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalStores running(Path directory, UserErrorException inUse) {
    var addresses = new Properties();
    try (Reader reader = Files.newBufferedReader(directory.resolve(ADDRESSES))) {
      addresses.load(reader);
    } catch (IOException e) {
      throw inUse;
    }
    return new LocalStores(
        addresses.getProperty(JDBC_URL, ""), addresses.getProperty(BOOTSTRAP_SERVERS), () -> {});
  }

  private static LocalStores start(DataDirectory directory, boolean log) {
    LocalPostgres postgres = null;
    LocalBroker broker = null;
    try {
      if (log) {
        broker = LocalBroker.start(directory.kafka(), Ports.free(), directory.log("broker"));
      }
      postgres = LocalPostgres.start(directory.postgres(), Ports.free(), directory.log("postgres"));
      if (broker != null) {
        broker.awaitReady();
      }
      String bootstrapServers = broker == null ? null : broker.bootstrapServers();
      LocalPostgres database = postgres;
      LocalBroker open = broker;
      return new LocalStores(
          postgres.jdbcUrl(), bootstrapServers, () -> stop(open, database, directory));
    } catch (RuntimeException e) {
      stop(broker, postgres, directory);
      throw e;
    }
  }

  private static void stop(
      @Nullable LocalBroker broker, @Nullable LocalPostgres postgres, DataDirectory directory) {
    if (broker != null) {
      broker.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    directory.close();
  }

  public String jdbcUrl() {
    return jdbcUrl;
  }

  /// Null if the broker was not wanted and does not run.
  public @Nullable String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    release.run();
  }
}

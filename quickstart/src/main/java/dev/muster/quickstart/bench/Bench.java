package dev.muster.quickstart.bench;

import dev.muster.quickstart.system.Folders;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What every scenario needs: a whole system of its own, from an empty database on, and somebody to
/// tell how far it is. Closing it stops the system.
public final class Bench implements AutoCloseable {
  private final Consumer<String> told;
  private final Map<String, String> storeSettings = new LinkedHashMap<>();
  private @Nullable LocalSystem system;
  private @Nullable Path directory;

  /// @param told every line for people to read
  public Bench(Consumer<String> told) {
    this.told = told;
  }

  /// Says how far it is.
  public void progress(String line) {
    told.accept("  " + line);
  }

  /// Starts a system with nothing in it, after stopping the one before: API, one worker and the
  /// validator, whose scheduled checks are off.
  public synchronized LocalSystem freshSystem(UnaryOperator<SystemSettings> settings) {
    close();
    try {
      directory = Files.createTempDirectory("muster-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> quiet = Map.of("MUSTER_CHECK_CRON", "-", "MUSTER_CHECK_MINUTE_CRON", "-");
    var defaults = SystemSettings.onFreePorts(directory).withValidatorEnvironment(quiet);
    system = LocalSystem.in(settings.apply(defaults));
    LocalSystem started = system.start(line -> {});
    storeSettings.putAll(StoreSettings.of(started.postgres()));
    return started;
  }

  /// A file in the system's directory, for the log of another process.
  public synchronized Path log(String name) {
    if (directory == null) {
      throw new IllegalStateException("no system was started");
    }
    return directory.resolve("logs").resolve(name + ".log");
  }

  /// What the numbers depend on: how durable a commit is, and the memory of the server.
  Map<String, String> storeSettings() {
    return storeSettings;
  }

  @Override
  public synchronized void close() {
    if (system != null) {
      system.close();
      system = null;
    }
    if (directory != null) {
      Folders.remove(directory);
      directory = null;
    }
  }
}

package dev.muster.quickstart.bench;

import dev.muster.quickstart.system.Folders;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What every scenario needs: a whole system of its own, from an empty database on, and somebody to
/// tell how far it is. Closing it stops the system.
public final class Bench implements AutoCloseable {
  private final Consumer<String> told;
  private final Map<String, String> storeSettings = new LinkedHashMap<>();
  private final Deque<Running> systems = new ArrayDeque<>();

  private record Running(LocalSystem system, Path directory) {}

  /// @param told every line for people to read
  public Bench(Consumer<String> told) {
    this.told = told;
  }

  /// Says how far it is.
  public void progress(String line) {
    told.accept("  " + line);
  }

  /// Starts a system with nothing in it, after stopping those before: API, one worker and the
  /// validator, whose scheduled checks are off.
  public synchronized LocalSystem freshSystem(UnaryOperator<SystemSettings> settings) {
    close();
    return anotherSystem(settings);
  }

  /// The same beside those that run.
  public synchronized LocalSystem anotherSystem(UnaryOperator<SystemSettings> settings) {
    Path directory;
    try {
      directory = Files.createTempDirectory("muster-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> quiet = Map.of("MUSTER_CHECK_CRON", "-", "MUSTER_CHECK_MINUTE_CRON", "-");
    var defaults = SystemSettings.onFreePorts(directory).withValidatorEnvironment(quiet);
    LocalSystem system = LocalSystem.in(settings.apply(defaults));
    systems.push(new Running(system, directory));
    LocalSystem started = system.start(line -> {});
    WriteAheadLog.age(started.postgres());
    storeSettings.putAll(StoreSettings.of(started.postgres()));
    return started;
  }

  /// A file in the newest system's directory, for the log of another process.
  public synchronized Path log(String name) {
    if (systems.isEmpty()) {
      throw new IllegalStateException("no system was started");
    }
    return systems.element().directory().resolve("logs").resolve(name + ".log");
  }

  /// What the numbers depend on: how durable a commit is, and the memory of the server.
  Map<String, String> storeSettings() {
    return storeSettings;
  }

  @Override
  public synchronized void close() {
    while (!systems.isEmpty()) {
      Running running = systems.pop();
      running.system().close();
      Folders.remove(running.directory());
    }
  }
}

package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.rehearse.fault.Scene;
import dev.muster.quickstart.rehearse.proxy.PostgresProxy;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A local system that can be broken: two workers, so that a partition has somewhere to go, which
/// reach their database through a proxy of ours.
public final class RehearsedSystem implements AutoCloseable {
  private static final int WORKERS = 2;

  /// A worker's session ends after 10 s, its start may take as long, and everything shares this
  /// machine.
  private static final Duration EFFECT_WAIT_MAX = Duration.ofSeconds(60);

  private final PostgresProxy proxy;
  private final LocalSystem system;

  private RehearsedSystem(PostgresProxy proxy, LocalSystem system) {
    this.proxy = proxy;
    this.system = system;
  }

  /// A system that runs nothing yet.
  public static RehearsedSystem in(Path directory) {
    SystemSettings settings = SystemSettings.onFreePorts(directory);
    var proxy = PostgresProxy.before(settings.postgresPort());
    String url = "jdbc:postgresql://127.0.0.1:%d/muster".formatted(proxy.port());
    LocalSystem system =
        LocalSystem.in(
            settings
                .withWorkers(WORKERS)
                .withWorkerEnvironment(Map.of("MUSTER_DATABASE_URL", url)));
    return new RehearsedSystem(proxy, system);
  }

  public LocalSystem system() {
    return system;
  }

  /// What to rehearse, once the system serves.
  public Target target() {
    return new Target(
        system.httpUri(),
        List.of("--db", system.postgres().jdbcUrl()),
        system.broker().bootstrapServers(),
        null,
        new Scene(system, proxy, EFFECT_WAIT_MAX),
        system::requireAlive);
  }

  @Override
  public void close() {
    system.close();
    proxy.close();
  }
}

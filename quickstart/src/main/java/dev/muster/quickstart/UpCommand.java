package dev.muster.quickstart;

import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.ManagementPorts;
import dev.muster.quickstart.system.Ports;
import dev.muster.quickstart.system.SystemSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/// `./muster up`: a local system that runs until it is told to stop.
@Command(
    name = "up",
    description = "Start a local system and leave it running; Ctrl-C stops it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Environment:",
      "  MUSTER_HTTP_PORT   port of the API (8080)",
      "  MUSTER_PG_PORT     port of PostgreSQL (15432)",
      "  MUSTER_KAFKA_PORT  port of the broker (19092)",
      "  MUSTER_API_MANAGEMENT_PORT, MUSTER_WORKER_MANAGEMENT_PORT, MUSTER_VALIDATOR_MANAGEMENT_PORT",
      "                     ports of health and metrics (18081, 18082, 18083)",
      "  MUSTER_DATA_DIR    where everything is kept (data, beside the launcher)"
    })
final class UpCommand implements Callable<Integer> {
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  @Override
  public Integer call() {
    Path home = Muster.home();
    SystemSettings settings = UpSettings.from(System.getenv(), home);
    LocalSystem system = LocalSystem.in(settings);
    new KeptSystem(home).remember(settings.directory());
    return new SystemRun(system, () -> {}).run(_ -> serve(system, settings));
  }

  private static int serve(LocalSystem system, SystemSettings settings) {
    Ports.requireFree(settings.httpPort(), UpSettings.HTTP_PORT);
    Ports.requireFree(settings.postgresPort(), UpSettings.POSTGRES_PORT);
    Ports.requireFree(settings.kafkaPort(), UpSettings.KAFKA_PORT);
    ManagementPorts management = settings.management();
    Ports.requireFree(management.api(), UpSettings.API_MANAGEMENT_PORT);
    Ports.requireFree(management.worker(), UpSettings.WORKER_MANAGEMENT_PORT);
    Ports.requireFree(management.validator(), UpSettings.VALIDATOR_MANAGEMENT_PORT);
    system.start(System.err::println);
    System.out.println("READY " + system.httpUri());
    system.scrapeUris().forEach((name, uri) -> System.out.println("SCRAPE " + uri + " " + name));
    System.out.println(Welcome.text(system));
    System.out.flush();
    // Only a signal ends this, or a process that does what it must not: end by itself.
    while (true) {
      LockSupport.parkNanos(WATCH_EVERY.toNanos());
      system.requireAlive();
    }
  }
}

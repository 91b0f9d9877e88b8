package dev.muster.quickstart;

import dev.muster.quickstart.drop.DropOptions;
import dev.muster.quickstart.drop.SampleDrop;
import dev.muster.quickstart.observe.Observation;
import dev.muster.quickstart.observe.ObserveReport;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./muster observe`: a fresh local system with a Prometheus beside it, a sample drop, and what
/// every panel of every dashboard shows of it.
@Command(
    name = "observe",
    description = {
      "Run a sample drop on a fresh local system with the Prometheus of this machine beside it;",
      "exit 0 only if every panel of every dashboard shows data and every rule names what exists."
    },
    mixinStandardHelpOptions = true)
final class ObserveCommand implements Callable<Integer> {
  private static final int CLIENTS = 64;
  private static final long SEED = 1;

  @Option(names = "--players", description = "who want a seat (${DEFAULT-VALUE})")
  private int players = 2_000;

  @Option(names = "--seats", description = "of the hot tournament (${DEFAULT-VALUE})")
  private int seats = 100;

  @Option(
      names = {"--keep", "--keep-data"},
      description = "keep the data and the logs, and say where they are")
  private boolean keep;

  @Override
  public Integer call() throws IOException {
    Observation.requireInstalled();
    var options = new DropOptions(players, seats, CLIENTS, SEED, false, true);
    Path directory = Files.createTempDirectory("muster-observe-");
    SystemSettings settings = SystemSettings.onFreePorts(directory);
    LocalSystem system = LocalSystem.in(Observation.watched(settings, options));
    return new SystemRun(system, () -> Leftovers.cleanUp(directory, keep))
        .run(_ -> observe(system, directory, options));
  }

  private static int observe(LocalSystem system, Path directory, DropOptions options) {
    system.start(System.out::println);
    Path home = Muster.home();
    try (var observation = Observation.begin(system, home, directory.resolve("prometheus"))) {
      System.out.println("Prometheus watches at " + observation.address());
      boolean passed = new SampleDrop(options, system, false).run(null);
      ObserveReport report = observation.look(observation.dashboards());
      System.out.println(report.text());
      return passed && report.holds() ? 0 : Muster.EXIT_FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Muster.EXIT_FAILED;
    }
  }
}

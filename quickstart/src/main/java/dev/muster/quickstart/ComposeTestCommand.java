package dev.muster.quickstart;

import dev.muster.quickstart.drop.DropOptions;
import dev.muster.quickstart.drop.SampleDrop;
import dev.muster.quickstart.ship.ComposeEnvironment;
import dev.muster.quickstart.ship.ComposeProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./muster compose-test`: the compose file with fresh volumes, a sample drop on it, a verdict,
/// and nothing left behind.
@Command(
    name = "compose-test",
    description = "Start docker-compose.yml afresh, run a drop on it, judge it and remove it.",
    mixinStandardHelpOptions = true)
final class ComposeTestCommand implements Callable<Integer> {
  /// The first time includes pulling the images.
  private static final Duration START_WAIT_MAX = Duration.ofMinutes(10);

  @Option(names = "--players", description = "who want a seat (${DEFAULT-VALUE})")
  private int players = 2_000;

  @Option(names = "--seats", description = "of the hot tournament (${DEFAULT-VALUE})")
  private int seats = 100;

  @Option(names = "--clients", description = "concurrent connections (${DEFAULT-VALUE})")
  private int clients = 32;

  @Option(names = "--report", description = "write the report as JSON to this file")
  private @Nullable Path report;

  @Option(names = "--engine", hidden = true, split = " ")
  private List<String> engine = List.of("docker", "compose");

  private ComposeEnvironment environment = ComposeEnvironment.fresh();

  /// For what is there already.
  ComposeTestCommand withEnvironment(ComposeEnvironment other) {
    environment = other;
    return this;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path home = Muster.home();
    String name = "muster-test-" + ProcessHandle.current().pid();
    var options = new DropOptions(players, seats, clients, 1, false, false);
    var project = new ComposeProject(engine, home, name, environment);
    // Ctrl-C removes everything too; after the end there is nothing left for it to do.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("compose-down").unstarted(project::close));
    try (project) {
      project.up(START_WAIT_MAX);
      var drop = new SampleDrop(options, environment.target(project::requireHealthy), false);
      return drop.run(report) ? 0 : Muster.EXIT_FAILED;
    }
  }
}

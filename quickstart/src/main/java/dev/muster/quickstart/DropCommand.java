package dev.muster.quickstart;

import dev.muster.quickstart.drop.DropOptions;
import dev.muster.quickstart.drop.SampleDrop;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.quickstart.system.UserErrorException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./muster drop`: a fresh local system, a sample drop on it, a verdict.
@Command(
    name = "drop",
    description = "Run a sample drop on a fresh local system, and judge it; exit 0 only on PASS.",
    mixinStandardHelpOptions = true)
final class DropCommand implements Callable<Integer> {
  @Option(names = "--players", description = "who want a seat (${DEFAULT-VALUE})")
  private int players = 20_000;

  @Option(names = "--seats", description = "of the hot tournament (${DEFAULT-VALUE})")
  private int seats = 500;

  @Option(names = "--clients", description = "concurrent connections (${DEFAULT-VALUE})")
  private int clients = 128;

  @Option(names = "--seed", description = "the same seed plans the same drop (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--long-poll",
      description = "clients wait for their outcomes instead of asking again")
  private boolean longPoll;

  @Option(
      names = "--webhook",
      description = "have every outcome sent to a local receiver too, and measure how fast")
  private boolean webhook;

  @Option(names = "--report", description = "write the report as JSON to this file")
  private @Nullable Path report;

  @Option(
      names = {"--keep", "--keep-data"},
      description = "keep the data and the logs, and say where they are")
  private boolean keep;

  @Override
  public Integer call() throws IOException {
    var options = new DropOptions(players, seats, clients, seed, longPoll, webhook);
    requireWritable(report);
    Path directory = Files.createTempDirectory("muster-drop-");
    LocalSystem system = LocalSystem.in(SystemSettings.onFreePorts(directory));
    return new SystemRun(system, () -> Leftovers.cleanUp(directory, keep))
        .run(_ -> run(system, options));
  }

  private int run(LocalSystem system, DropOptions options) {
    system.start(System.out::println);
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    try {
      var drop = new SampleDrop(options, system, terminal);
      boolean passed = drop.run(report);
      if (keep) {
        UUID hot = SampleDrop.tournaments(options).getFirst();
        System.out.println("the hot tournament: ./muster report " + hot);
      }
      return passed ? 0 : Muster.EXIT_FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Muster.EXIT_FAILED;
    } catch (RuntimeException e) {
      // A process that died is the cause of whatever a client complains about.
      system.requireAlive();
      throw e;
    }
  }

  /// Minutes of work are not lost to a typing mistake.
  private static void requireWritable(@Nullable Path file) {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
        throw new UserErrorException("cannot write the report to " + file);
      }
    }
  }
}

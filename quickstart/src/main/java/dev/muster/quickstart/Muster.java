package dev.muster.quickstart;

import dev.muster.quickstart.system.ChildDiedException;
import dev.muster.quickstart.system.NotReadyException;
import dev.muster.quickstart.system.UserErrorException;
import dev.muster.validator.CheckCommand;
import dev.muster.validator.replay.ReplayCommand;
import dev.muster.validator.report.ReportCommand;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The main class behind `./muster`.
@Command(
    name = "muster",
    description = "Kafka-driven enrollment for high-burst drops.",
    mixinStandardHelpOptions = true)
public final class Muster {
  /// Exit code of everything that did not go as asked; a wrong command line is picocli's 2.
  static final int EXIT_FAILED = 1;

  private Muster() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /// Where Muster is: the folder of the launcher.
  static Path home() {
    return Path.of(System.getProperty("muster.home", "")).toAbsolutePath();
  }

  static CommandLine commandLine() {
    return new CommandLine(new Muster())
        .addSubcommand(new DropCommand())
        .addSubcommand(new UpCommand())
        .addSubcommand(new RehearseCommand())
        .addSubcommand(new BenchCommand())
        .addSubcommand(new ObserveCommand())
        .addSubcommand(new MigrateCommand())
        .addSubcommand(new CheckCommand(new KeptSystem(home())))
        .addSubcommand(new ReplayCommand(new KeptSystem(home())))
        .addSubcommand(new ReportCommand(new KeptSystem(home())))
        .addSubcommand(new ComposeTestCommand())
        .setExecutionExceptionHandler((failure, _, _) -> report(failure));
  }

  /// What a person can act on is one line, or the end of a log; anything else is a defect and shows
  /// where it happened.
  private static int report(Exception failure) {
    switch (failure) {
      case UserErrorException _, ChildDiedException _, NotReadyException _ ->
          System.err.println("muster: " + failure.getMessage());
      default -> failure.printStackTrace();
    }
    return EXIT_FAILED;
  }
}

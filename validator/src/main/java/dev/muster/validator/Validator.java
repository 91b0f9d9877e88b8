package dev.muster.validator;

import dev.muster.validator.replay.ReplayCommand;
import dev.muster.validator.report.ReportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The judge as a program of its own.
@Command(
    name = "validator",
    mixinStandardHelpOptions = true,
    description = "Judges a Muster system from the outside.")
public final class Validator {
  private Validator() {}

  /// Runs a subcommand and exits with its code.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Validator())
        .addSubcommand(new CheckCommand(LocalDeployment.NONE))
        .addSubcommand(new ReplayCommand(LocalDeployment.NONE))
        .addSubcommand(new ReportCommand(LocalDeployment.NONE));
  }
}

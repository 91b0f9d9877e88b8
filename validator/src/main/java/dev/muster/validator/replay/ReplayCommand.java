package dev.muster.validator.replay;

import dev.muster.validator.LocalDeployment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Stands in for the command that comes with another branch; to be dropped at the merge.
@SuppressWarnings("UnusedVariable") // It only takes the options.
@Command(name = "replay")
public final class ReplayCommand implements Callable<Integer> {
  @Option(names = "--db")
  private String database = "";

  @Option(names = "--bootstrap-servers")
  private String servers = "";

  /// Knows nothing of it.
  public ReplayCommand(LocalDeployment local) {}

  @Override
  public Integer call() {
    return 2;
  }
}

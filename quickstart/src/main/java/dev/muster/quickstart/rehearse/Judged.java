package dev.muster.quickstart.rehearse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/// What one of the judge's commands said.
///
/// @param output all it printed; for one that was not asked, why not
public record Judged(String command, State state, String output) {

  /// By the exit codes that all of its commands share.
  public enum State {
    /// Everything is as it should be.
    HOLDS,
    /// Something is not.
    FOUND,
    /// It could not be run.
    NO_VERDICT,
    /// It was not run.
    NOT_ASKED
  }

  static Judged notAsked(String command, String why) {
    return new Judged(command, State.NOT_ASKED, why);
  }

  /// Runs a command.
  static Judged by(String command, Object implementation, List<String> arguments) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    int exitCode =
        new CommandLine(implementation)
            .setOut(out)
            .setErr(out)
            .execute(arguments.toArray(String[]::new));
    State state =
        switch (exitCode) {
          case 0 -> State.HOLDS;
          case 1 -> State.FOUND;
          default -> State.NO_VERDICT;
        };
    return new Judged(command, state, text.toString());
  }
}

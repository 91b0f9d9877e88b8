package dev.muster.validator.report;

import dev.muster.schemas.testing.TestDatabase;
import dev.muster.validator.LocalDeployment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/// One run of the command.
record Run(int exitCode, String out, String err) {
  static Run of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        new CommandLine(new ReportCommand(LocalDeployment.NONE))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  /// On a database, with the judge's role.
  static Run on(TestDatabase database, String... arguments) {
    return of(
        Stream.concat(
                Stream.of("--db", database.url(), "--password=" + database.password()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }
}

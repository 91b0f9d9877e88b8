package dev.muster.validator.replay;

import java.io.PrintWriter;

/// A replay's report as a table that a person can read.
final class ReplayText {
  private ReplayText() {}

  static void print(ReplayReport report, PrintWriter out) {
    out.printf("Replayed up to %s%n%n", report.at());
    report.cursors().forEach((partition, next) -> row(out, partition + " up to offset", next));
    out.println();
    row(out, "commands decided again", report.decided());
    row(out, "  malformed", report.malformed());
    row(out, "  refused by the database, as recorded", report.failed());
    row(out, "  by an order that only the rows have", report.orderFromRows());
    row(out, "repeats of decided commands", report.repeats());
    row(out, "tournaments", report.tournaments());
    row(out, "players and their balances", report.players());
    row(out, "enrollments", report.enrollments());
    row(out, "ledger rows", report.movements());
    row(out, "commands a second, deciding alone", rate(report.commands(), report.foldSeconds()));
    row(out, "commands a second, reading included", rate(report.commands(), report.seconds()));
    out.println();
    Difference difference = report.difference();
    out.println(
        difference == null
            ? "PASS: the database is what the log comes to"
            : "FAIL: the first difference is " + difference);
    out.flush();
  }

  private static long rate(long commands, double seconds) {
    return seconds > 0 ? Math.round(commands / seconds) : 0;
  }

  private static void row(PrintWriter out, String name, long value) {
    out.printf("  %-46s %,14d%n", name, value);
  }
}

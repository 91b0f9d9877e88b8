package dev.muster.validator.replay;

import java.io.PrintWriter;

/// A replay's report as a table that a person can read.
final class ReplayText {
  private ReplayText() {}

  static void print(ReplayReport report, PrintWriter out) {
    out.printf("Replayed up to %s%n%n", report.at());
    report.captured().forEach((topic, count) -> row(out, topic, count));
    out.println();
    row(out, "commands decided again", report.decided());
    row(out, "  of them malformed", report.malformed());
    row(out, "  of them by an order that only the rows have", report.orderFromRows());
    row(out, "repeats of decided commands", report.repeats());
    row(out, "tournaments", report.tournaments());
    row(out, "players and their balances", report.players());
    row(out, "enrollments", report.enrollments());
    row(out, "ledger rows", report.movements());
    if (report.foldSeconds() > 0) {
      row(out, "commands a second", Math.round(report.commands() / report.foldSeconds()));
    }
    out.println();
    Difference difference = report.difference();
    out.println(
        difference == null
            ? "PASS: the database is what the log comes to"
            : "FAIL: the first difference is " + difference);
    out.flush();
  }

  private static void row(PrintWriter out, String name, long value) {
    out.printf("  %-46s %,14d%n", name, value);
  }
}

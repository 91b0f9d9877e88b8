package dev.muster.validator;

import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A report for people: a table of all invariants, the findings with advice, one verdict line.
public final class ReportTable {
  private ReportTable() {}

  /// Prints a report.
  public static void print(Report report, PrintWriter out) {
    int idWidth =
        report.verdicts().stream().mapToInt(verdict -> verdict.id().length()).max().orElse(0);
    String row = "%-" + Math.max(idWidth, 9) + "s  %-8s  %8s  %s%n";
    out.printf("Checked %s at %s%n", report.database(), report.checkedAt());
    if (report.since() != null) {
      out.printf(
          "What was decided since %s; those marked * look at the whole state%n", report.since());
    }
    out.println();
    out.printf(row, "INVARIANT", "SEVERITY", "FINDINGS", "MEANING");
    for (Verdict verdict : report.verdicts()) {
      Invariant invariant = verdict.invariant();
      out.printf(
          row,
          invariant.id(),
          invariant.severity(),
          verdict.findings(),
          (report.since() == null || invariant.isWindowed() ? "" : "* ") + invariant.meaning());
    }
    out.println();
    report.broken().forEach(verdict -> printFindings(verdict, out));
    out.println(verdictLine(report));
    out.flush();
  }

  /// One line that says it all.
  public static String verdictLine(Report report) {
    int invariants = report.verdicts().size();
    if (report.holds()) {
      return "PASS: all " + invariants + " invariants hold";
    }
    return (report.hasNoErrors() ? "PASS WITH WARNINGS: " : "FAIL: ")
        + report.broken().size()
        + " of "
        + invariants
        + " invariants broken, findings: "
        + report.findings();
  }

  private static void printFindings(Verdict verdict, PrintWriter out) {
    out.printf(
        "%s: findings: %d, shown: %d%n",
        verdict.id(), verdict.findings(), verdict.samples().size());
    for (Map<String, @Nullable String> sample : verdict.samples()) {
      out.println(
          sample.entrySet().stream()
              .map(column -> column.getKey() + "=" + column.getValue())
              .collect(Collectors.joining("  ", "  ", "")));
    }
    out.printf("  What to do: %s%n%n", verdict.invariant().whatToDo());
  }
}

package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.Finding;
import dev.muster.quickstart.rehearse.fault.Fact;
import dev.muster.quickstart.rehearse.load.Pace;
import java.util.List;

/// The report for a person to read.
final class RehearsalText {
  private final StringBuilder text = new StringBuilder();

  private RehearsalText() {}

  static String of(RehearsalReport report) {
    var writer = new RehearsalText();
    writer.numbers(report);
    report.faults().forEach(writer::fault);
    writer.text.append('\n');
    report.findings().forEach(writer::finding);
    report.judged().forEach(writer::judged);
    return writer.text.toString();
  }

  /// That the load was another than planned, and by how much.
  static String missed(Pace pace) {
    return ("TARGET MISSED: of %,d planned requests %,d were not sent and %,d more than %d ms late;"
            + " of %,d planned for the fullest second %,d were sent in time")
        .formatted(
            pace.planned(),
            pace.unsent(),
            pace.late(),
            pace.toleranceMs(),
            pace.peakPlanned(),
            pace.peakSent());
  }

  private void numbers(RehearsalReport report) {
    Pace pace = report.pace();
    row(
        "sent",
        "%,d of %,d planned, %,d in the fullest second; late by %.0f ms (p50), %.0f ms (p99), %.0f ms at most"
            .formatted(
                pace.sent(),
                pace.planned(),
                pace.peakPlanned(),
                pace.lateP50Ms(),
                pace.lateP99Ms(),
                pace.lateMaxMs()));
    if (report.targetMissed()) {
      row("", missed(pace));
    }
    row(
        "met",
        "%,d answers to come again later, %,d broken connections; repeated under the same key"
            .formatted(report.refused(), report.broken()));
    row("accepted", "%,d requests; decided %,d".formatted(report.accepted(), report.decided()));
    report.outcomes().forEach((outcome, count) -> row("", "%,d %s".formatted(count, outcome)));
    row("calm", latencies(report.calm()));
  }

  private static String latencies(Latencies measured) {
    return "%,d clicks; receipt after %,.0f ms (p50), %,.0f ms (p99); decided after %,.0f ms (p50), %,.0f ms (p99)"
        .formatted(
            measured.clicks(),
            measured.receiptP50Ms(),
            measured.receiptP99Ms(),
            measured.outcomeP50Ms(),
            measured.outcomeP99Ms());
  }

  private void fault(FaultReport fault) {
    text.append(
        "%n  %s at %.1f s: %s%n"
            .formatted(fault.name(), fault.at(), fault.injected() ? "injected" : "NOT INJECTED"));
    line(fault.what());
    for (Fact fact : fault.evidence()) {
      line((fact.holds() ? "ok    " : "FAIL  ") + fact.text());
    }
    Double resumed = fault.resumedAfterSeconds();
    line(
        resumed == null
            ? "decisions did not go on"
            : "decisions went on after %.1f s".formatted(resumed));
    if (fault.latencies() != null) {
      line(latencies(fault.latencies()));
    }
  }

  private void finding(Finding finding) {
    text.append(
        "  %s%-24s %s%n".formatted(state(finding.holds()), finding.id(), finding.meaning()));
    if (!finding.holds()) {
      line("findings: %,d".formatted(finding.findings()));
    }
  }

  private void judged(Judged judged) {
    if (judged.state() == Judged.State.NOT_ASKED) {
      return; // A warning says so.
    }
    boolean holds = judged.state() == Judged.State.HOLDS;
    text.append("%n  %s%s%n".formatted(state(holds), judged.command()));
    List<String> lines = judged.output().lines().filter(line -> !line.isBlank()).toList();
    // Of what holds, the last line says it all.
    lines.stream().skip(holds ? Math.max(0, lines.size() - 1) : 0).forEach(this::line);
  }

  private static String state(boolean holds) {
    return holds ? "ok    " : "FAIL  ";
  }

  private void line(String line) {
    text.append("        ").append(line).append('\n');
  }

  private void row(String name, String value) {
    text.append("  %-11s ".formatted(name)).append(value).append('\n');
  }
}

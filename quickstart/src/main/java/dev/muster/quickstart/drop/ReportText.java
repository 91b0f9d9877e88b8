package dev.muster.quickstart.drop;

import java.util.List;

/// The report as a table that a person can read.
final class ReportText {
  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(DropReport report, Punctuality punctuality, List<Finding> findings) {
    var writer = new ReportText();
    writer.numbers(report, punctuality);
    writer.outcomes(report);
    writer.findings(findings);
    return writer.text.toString();
  }

  private void numbers(DropReport report, Punctuality punctuality) {
    row(
        "crowd",
        "%,d players, %,d seats, %d clients"
            .formatted(report.players(), report.seats(), report.clients()));
    row(
        "sent",
        "%,d requests in %.1f s; late by %.0f ms (p50), %.0f ms (p99), %.0f ms at most"
            .formatted(
                report.submitted(),
                punctuality.seconds(),
                punctuality.lateP50Ms(),
                punctuality.lateP99Ms(),
                punctuality.lateMaxMs()));
    if (!punctuality.kept()) {
      row("", "the generator could not keep the 13-second schedule on this machine");
    }
    row(
        "accepted",
        "%,d requests, %,.0f answers per second, %.1f ms (p50), %.1f ms (p99)"
            .formatted(
                report.accepted(),
                report.acceptPerSecond(),
                report.acceptP50Ms(),
                report.acceptP99Ms()));
    row(
        "decided",
        "%,d requests, %,.0f per second, %.1f ms (p50), %.1f ms (p99), drained in %.1f s"
            .formatted(
                report.decided(),
                report.decidedPerSecond(),
                report.decisionP50Ms(),
                report.decisionP99Ms(),
                report.drainSeconds()));
    WebhookReport webhooks = report.webhooks();
    if (webhooks != null) {
      row(
          "webhooks",
          "%,d events in %,d POSTs during the drop"
              .formatted(webhooks.events(), webhooks.requests()));
      row(
          "",
          "%,.0f deliveries per second to one receiver; a bare loop: %,.0f; ratio %.2f"
              .formatted(
                  webhooks.deliveriesPerSecond(), webhooks.barePerSecond(), webhooks.ratio()));
    }
    if (report.longPolls() != null) {
      row(
          "notified",
          "%.1f ms (p50), %.1f ms (p99) after the decision; %,d long polls, %,d reads of the database"
              .formatted(
                  report.notifyP50Ms(),
                  report.notifyP99Ms(),
                  report.longPolls(),
                  report.databaseReadsByPolling()));
    }
  }

  private void outcomes(DropReport report) {
    text.append('\n');
    row("ENROLLED", "%,d".formatted(report.outcomes().enrolled()));
    row("UNENROLLED", "%,d".formatted(report.outcomes().unenrolled()));
    report
        .outcomes()
        .rejected()
        .forEach((reason, count) -> row("REJECTED", "%,d %s".formatted(count, reason)));
  }

  private void findings(List<Finding> findings) {
    text.append('\n');
    int width = findings.stream().mapToInt(finding -> finding.id().length()).max().orElse(1);
    for (Finding finding : findings) {
      text.append("  ")
          .append(finding.holds() ? "ok    " : "FAIL  ")
          .append(finding.id())
          .repeat(' ', width + 2 - finding.id().length())
          .append(finding.meaning())
          .append('\n');
      if (!finding.holds()) {
        text.append("        findings: %,d%n".formatted(finding.findings()));
      }
    }
  }

  private void row(String name, String value) {
    text.append("  %-11s ".formatted(name)).append(value).append('\n');
  }
}

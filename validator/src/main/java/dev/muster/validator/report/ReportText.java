package dev.muster.validator.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the command says on the terminal.
final class ReportText {
  private final PrintWriter out;

  ReportText(PrintWriter out) {
    this.out = out;
  }

  void written(Summary summary, String head, @Nullable Path html, @Nullable Path json) {
    numbers(summary);
    out.printf("head       %s%n", head);
    Stream.of(html, json)
        .filter(Objects::nonNull)
        .forEach(file -> out.printf("written    %s%n", file));
    verdict(summary);
    out.flush();
  }

  void verified(Path file, Verification.Verified verified, Findings findings, long later) {
    if (verified.summary() != null) {
      numbers(verified.summary());
    }
    out.printf("head       %s%n", verified.head());
    if (findings.count() > 0) {
      findings(file, findings);
      return;
    }
    if (later >= 0) {
      out.printf(
          "database   has the same%s%n",
          later == 0 ? "" : ", and " + Markup.count(later, "request") + " decided since");
    }
    out.printf(
        "PASS: %s is whole: %s. It is the true one if its head is the published one%n",
        file, Markup.count(verified.entries(), "link"));
    out.flush();
  }

  void findings(Path file, Findings findings) {
    findings.shown().forEach(finding -> out.println("  " + finding));
    if (findings.count() > findings.shown().size()) {
      out.printf("  and %d more%n", findings.count() - findings.shown().size());
    }
    out.printf("FAIL: %s is not to be trusted, findings: %d%n", file, findings.count());
    out.flush();
  }

  private void numbers(Summary summary) {
    Summary.Seats seats = summary.seats();
    Facts facts = summary.facts();
    out.printf("tournament %s, %s%n", facts.text(Fact.TOURNAMENT), facts.text(Fact.NAME));
    out.printf("taken at   %s%n", facts.text(Fact.TAKEN_AT));
    out.printf(
        "requests   %,d accepted and decided: %,d got a seat, %,d refused%n",
        summary.requests(), summary.enrolled(), summary.refused());
    out.printf(
        "seats      %,d of %,d taken, %,d given back%n",
        seats.taken(), seats.capacity(), seats.givenBack());
    out.printf(
        "credits    %,d charged, %,d refunded%n",
        summary.credits().ledger().charged(), summary.credits().ledger().refunded());
  }

  private void verdict(Summary summary) {
    if (summary.holds()) {
      out.println("PASS: oversold 0, duplicates 0, credits conserved");
      return;
    }
    for (Claim claim : summary.claims()) {
      if (!claim.holds()) {
        out.printf("  %s: %,d. %s%n", claim.name(), claim.count(), claim.meaning());
      }
    }
    out.println("FAIL: something in this tournament does not add up");
  }
}

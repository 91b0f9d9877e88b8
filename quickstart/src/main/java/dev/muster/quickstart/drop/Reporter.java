package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.DropReport.Invariant;
import dev.muster.quickstart.drop.DropReport.Outcomes;
import dev.muster.quickstart.drop.Sale.Accepted;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Works out the report from the evidence.
final class Reporter {
  private static final double MILLIS_PER_SECOND = 1_000;

  private final DropOptions options;
  private final Evidence evidence;
  private final long submitted;
  private final double saleSeconds;
  private final @Nullable Notified notified;

  /// Takes what the evidence does not show.
  ///
  /// @param submitted requests sent during the sale
  /// @param saleSeconds from the opening of the doors to the last 202
  /// @param notified how soon clients that waited knew; null if none waited
  Reporter(
      DropOptions options,
      Evidence evidence,
      long submitted,
      double saleSeconds,
      @Nullable Notified notified) {
    this.options = options;
    this.evidence = evidence;
    this.submitted = submitted;
    this.saleSeconds = saleSeconds;
    this.notified = notified;
  }

  DropReport report(List<Finding> findings, @Nullable WebhookReport webhooks) {
    List<ResultHeader> decided =
        evidence.saleIds().stream()
            .flatMap(id -> Stream.ofNullable(evidence.decisions().get(id)))
            .map(Result::header)
            .toList();
    var accept = new Percentiles(evidence.sale().stream().mapToLong(Accepted::latencyNanos));
    var decision =
        new Percentiles(
            decided.stream()
                .mapToLong(
                    header ->
                        Duration.between(header.submittedAt(), header.decidedAt()).toNanos()));
    boolean holds = findings.stream().allMatch(Finding::holds);
    return new DropReport(
        options.players(),
        options.seats(),
        options.clients(),
        submitted,
        evidence.saleIds().size(),
        rounded(evidence.sale().size() / saleSeconds),
        rounded(accept.millis(50)),
        rounded(accept.millis(99)),
        decided.size(),
        rounded(decided.size() / decidingSeconds(decided)),
        rounded(decision.millis(50)),
        rounded(decision.millis(99)),
        rounded(drainSeconds(decided)),
        notified == null ? null : rounded(notified.p50Ms()),
        notified == null ? null : rounded(notified.p99Ms()),
        notified == null ? null : notified.polls(),
        notified == null ? null : notified.databaseReads(),
        webhooks,
        outcomes(),
        findings.stream().map(finding -> new Invariant(finding.id(), finding.findings())).toList(),
        holds ? DropReport.PASS : DropReport.FAIL);
  }

  private static double decidingSeconds(List<ResultHeader> decided) {
    Instant first =
        decided.stream()
            .map(ResultHeader::submittedAt)
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return Math.max(millisBetween(first, lastDecision(decided)), 1) / MILLIS_PER_SECOND;
  }

  private double drainSeconds(List<ResultHeader> decided) {
    long lastAccept =
        evidence.sale().stream().mapToLong(Accepted::acceptedAtMillis).max().orElse(0);
    long millis = millisBetween(Instant.ofEpochMilli(lastAccept), lastDecision(decided));
    return Math.max(millis, 0) / MILLIS_PER_SECOND;
  }

  private static Instant lastDecision(List<ResultHeader> decided) {
    return decided.stream()
        .map(ResultHeader::decidedAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static long millisBetween(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private Outcomes outcomes() {
    Map<RequestStatus, Long> byStatus =
        evidence.learned().values().stream()
            .collect(Collectors.groupingBy(Outcome::status, Collectors.counting()));
    Map<String, Long> rejected = new TreeMap<>();
    for (Map.Entry<UUID, Outcome> learned : evidence.learned().entrySet()) {
      if (learned.getValue().reason() != null) {
        rejected.merge(learned.getValue().reason().name(), 1L, Long::sum);
      }
    }
    return new Outcomes(
        byStatus.getOrDefault(RequestStatus.ENROLLED, 0L),
        byStatus.getOrDefault(RequestStatus.UNENROLLED, 0L),
        rejected);
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}

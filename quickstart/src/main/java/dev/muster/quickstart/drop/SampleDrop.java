package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.Client.Receipt;
import dev.muster.quickstart.drop.Selling.Sold;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.validator.Checker;
import dev.muster.validator.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The sample drop from beginning to end: set up, sell, learn every outcome, cancel one tournament,
/// then hold what clients were told against the log and the database.
public final class SampleDrop {
  private static final Duration SETTLE_STEP = Duration.ofMillis(100);

  private final DropOptions options;
  private final DropTarget target;
  private final Progress progress;
  private final DropDatabase database;
  private final Audience audience;

  /// A drop on a system that serves and holds no data yet.
  ///
  /// @param terminal whether a line may be written over
  public SampleDrop(DropOptions options, LocalSystem system, boolean terminal) {
    this(options, DropTarget.of(system), terminal);
  }

  /// The same on any deployment that holds no data yet.
  public SampleDrop(DropOptions options, DropTarget target, boolean terminal) {
    this.options = options;
    this.target = target;
    this.progress = new Progress(System.out, terminal);
    this.database = new DropDatabase(target.database());
    this.audience = new Audience(options);
  }

  /// Ids of the tournaments that a drop will sell seats of.
  public static List<UUID> tournaments(DropOptions options) {
    var audience = new Audience(options);
    return IntStream.range(0, Audience.TOURNAMENTS).mapToObj(audience::tournament).toList();
  }

  /// Runs it and prints the report and the verdict.
  ///
  /// @param reportFile the report is written there as JSON too; null for nowhere
  /// @return whether everything holds
  /// @throws InterruptedException if this thread is told to stop
  public boolean run(@Nullable Path reportFile) throws InterruptedException {
    List<UUID> setup = setUp();
    try (WebhookSide webhooks = options.webhook() ? new WebhookSide(target.api()) : null) {
      return sellAndJudge(setup, webhooks, reportFile);
    }
  }

  private boolean sellAndJudge(
      List<UUID> setup, @Nullable WebhookSide webhooks, @Nullable Path reportFile)
      throws InterruptedException {
    var counters = new Counters();
    Sold sold =
        new Selling(
                target.api(), target.apiMetrics(), options, audience, database, progress, counters)
            .run();
    List<Sale.Accepted> sale = sold.sale();
    UUID cancellation = cancel();
    if (webhooks != null) {
      awaitWebhooks(webhooks, sale);
    }
    progress.say("reading the log and the database");
    var evidence =
        new Evidence(
            setup,
            sale,
            cancellation,
            sold.learned(),
            CommandLogIds.read(target.bootstrapServers()),
            database.decisions());
    List<Finding> findings = new ArrayList<>(invariants());
    findings.addAll(new CrossChecks(audience, evidence, database).run());
    WebhookReport webhookReport = null;
    if (webhooks != null) {
      findings.addAll(webhooks.judge(evidence.webhookIds(), evidence.decisions()));
      progress.say("sending every event once more, and measuring how fast");
      webhookReport = WebhookReport.of(webhooks, webhooks.measureRate());
    }
    DropReport report =
        new Reporter(options, evidence, counters.sent.sum(), sold.seconds(), sold.notified())
            .report(findings, webhookReport);
    Punctuality punctuality = Punctuality.of(sale, sold.seconds());
    progress.say("\n" + ReportText.of(report, punctuality, findings));
    if (reportFile != null) {
      ReportJson.write(report, reportFile);
    }
    progress.say(report.verdict() + reasons(findings));
    return report.verdict().equals(DropReport.PASS);
  }

  private List<UUID> setUp() throws InterruptedException {
    var counters = new Counters();
    List<UUID> ids;
    try (var _ =
        progress.during(
            () ->
                "set up: %,d of %,d commands accepted"
                    .formatted(counters.accepted.sum(), audience.setupCommands()))) {
      ids = new Setup(target.api(), audience, options.clients(), counters).run();
    }
    awaitDecided(ids.size());
    return ids;
  }

  /// The sale must not begin before the players have their credits.
  private void awaitDecided(long commands) {
    try (var _ =
        progress.during(
            () -> "set up: %,d of %,d decided".formatted(database.decidedCount(), commands))) {
      while (database.decidedCount() < commands) {
        target.requireAlive().run();
        LockSupport.parkNanos(SETTLE_STEP.toNanos());
      }
    }
  }

  /// Cancels the quieter tournament with a fee, and waits until everybody has the fee back.
  private UUID cancel() throws InterruptedException {
    progress.say("cancelling a tournament: everybody in it gets the fee back");
    var counters = new Counters();
    try (var client = new Client(target.api(), counters)) {
      Receipt receipt = client.submit(ApiCommand.cancel(audience.tournament(Audience.QUIET)));
      var _ = new Polling(target.api(), 1, counters).run(List.of(receipt.requestId()));
      return receipt.requestId();
    }
  }

  private void awaitWebhooks(WebhookSide webhooks, List<Sale.Accepted> sale) {
    int outcomes = (int) sale.stream().map(Sale.Accepted::requestId).distinct().count();
    try (var _ =
        progress.during(
            () -> "webhooks: %,d of %,d events".formatted(webhooks.events(), outcomes + 1))) {
      webhooks.await(outcomes + 1);
    }
  }

  private List<Finding> invariants() {
    progress.say("checking the invariants");
    database.analyze();
    return Checker.check(target.database()).verdicts().stream().map(SampleDrop::finding).toList();
  }

  private static Finding finding(Verdict verdict) {
    return new Finding(verdict.id(), verdict.findings(), verdict.invariant().meaning());
  }

  private static String reasons(List<Finding> findings) {
    List<String> broken =
        findings.stream().filter(finding -> !finding.holds()).map(Finding::id).toList();
    return broken.isEmpty() ? "" : ": " + String.join(", ", broken);
  }
}

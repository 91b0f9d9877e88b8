package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.CommandLogIds;
import dev.muster.quickstart.drop.Counters;
import dev.muster.quickstart.drop.Finding;
import dev.muster.quickstart.drop.Outcome;
import dev.muster.quickstart.drop.Polling;
import dev.muster.quickstart.drop.Progress;
import dev.muster.quickstart.rehearse.fault.Scene;
import dev.muster.quickstart.rehearse.load.Cast;
import dev.muster.quickstart.rehearse.load.Click;
import dev.muster.quickstart.rehearse.load.Load;
import dev.muster.quickstart.rehearse.load.LoadCounters;
import dev.muster.quickstart.rehearse.load.OpenLoop;
import dev.muster.quickstart.rehearse.load.Script;
import dev.muster.quickstart.rehearse.load.StubbornClients;
import dev.muster.schemas.result.Result;
import dev.muster.validator.CheckCommand;
import dev.muster.validator.LocalDeployment;
import dev.muster.validator.replay.ReplayCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A rehearsal from beginning to end: register everybody, let the load come at its planned moments
/// and break things in the midst of it, learn every outcome, hold what clients were told against
/// itself, the log and the database, and have the judge decide it all again.
public final class Rehearsal {
  /// Memory, sockets and files for so many at once; a client takes some ten kilobytes here.
  private static final int UNDER_WAY_MAX = 4_000;

  private static final Duration TOLERANCE = Duration.ofMillis(250);

  /// Longer than any fault keeps the API from accepting.
  private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(90);

  /// The load goes on for so long at most while a fault is still on: without it nobody would see
  /// decisions go on.
  private static final double OVERTIME_SECONDS_MAX = 120;

  private static final double OVERTIME_PER_SECOND_MIN = 20;
  private static final int ASKING_CLIENTS = 16;

  /// Brokers' clocks may differ from ours.
  private static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(10);

  private static final String CHECK = "check";
  private static final String REPLAY = "replay";

  private final Plan plan;
  private final Target target;
  private final Progress progress;
  private final boolean strictTarget;
  private final UUID run = UUID.randomUUID();
  private final Cast cast;
  private final LoadCounters counters = new LoadCounters();

  /// @param strictTarget whether a generator that cannot keep the plan fails the rehearsal
  public Rehearsal(Plan plan, Target target, Progress progress, boolean strictTarget) {
    this.plan = plan;
    this.target = target;
    this.progress = progress;
    this.strictTarget = strictTarget;
    this.cast = new Cast(plan.seed(), run, plan.tournaments(), plan.players(), plan.seats());
  }

  /// Runs it, and prints the report and the verdict.
  ///
  /// @throws InterruptedException if this thread is told to stop
  public RehearsalReport run() throws InterruptedException {
    Instant began = Instant.now();
    List<UUID> setup = assemble();
    CompletableFuture<List<FaultReport>> faults = startFaults();
    Load load = load(faults);
    Map<UUID, Result> learned = learn(setup, load);
    progress.say("reading the log and the database");
    Told told = told(began, setup, load, learned);
    var latencies = new LatencyTable(load, learned);
    List<FaultReport> measured =
        faults.join().stream().map(fault -> fault.with(latencies.during(fault))).toList();
    List<Finding> findings = new ArrayList<>(told.findings());
    findings.add(new Finding("rehearse-alive", ended(), "nothing ended that should run"));
    progress.say("asking the judge");
    List<Judged> judged = judge();
    Verdict verdict = Verdict.of(measured, findings, judged, load.pace(), strictTarget);
    var report =
        new RehearsalReport(
            run,
            target.api().toString(),
            plan.seed(),
            cast.tournament(Cast.HOT),
            load.pace(),
            load.pace().missed(),
            counters.refused(),
            counters.broken(),
            load.requestIds().count(),
            load.requestIds().filter(learned::containsKey).count(),
            OutcomeCounts.of(load, told.learned()),
            latencies.calm(measured),
            measured,
            findings,
            judged,
            verdict.name(),
            verdict.reasons(),
            verdict.warnings());
    progress.say("\n" + RehearsalText.of(report));
    verdict.warnings().forEach(warning -> progress.say("WARNING: " + warning));
    progress.say(
        verdict.name() + (verdict.passes() ? "" : ": " + String.join("; ", verdict.reasons())));
    return report;
  }

  private List<UUID> assemble() throws InterruptedException {
    var company = new Company(target.api(), cast);
    List<UUID> ids;
    try (var _ = progress.during(() -> "set up: %,d accepted".formatted(company.accepted()))) {
      ids = company.assemble();
    }
    // The load must not begin before the players have their credits.
    var _ = ask(ids);
    return ids;
  }

  private CompletableFuture<List<FaultReport>> startFaults() {
    Scene scene = target.scene();
    return scene == null || plan.faults().isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : new FaultSchedule(plan.faults(), scene, progress::say).start();
  }

  private Load load(CompletableFuture<List<FaultReport>> faults) throws InterruptedException {
    var curve = plan.curve().goingOn(OVERTIME_SECONDS_MAX, OVERTIME_PER_SECOND_MIN);
    List<Click> clicks = Script.of(plan.seed(), curve, cast);
    long end = (long) (plan.curve().seconds() * TimeUnit.SECONDS.toNanos(1));
    int planned = plan.curve().requests();
    try (var _ = progress.during(() -> loadLine(planned));
        var clients = new StubbornClients(target.api(), cast, run, CLIENT_PATIENCE, counters)) {
      var limits = new OpenLoop.Limits(UNDER_WAY_MAX, TOLERANCE);
      Load load =
          new OpenLoop(clients, limits, counters)
              .run(clicks, click -> click.dueNanos() < end || !faults.isDone());
      faults.join(); // The last one may outlast everything.
      return load;
    }
  }

  private String loadLine(int planned) {
    return "load: %,d of %,d sent, %,d accepted, %,d under way; %,d told to come again, %,d broken"
        .formatted(
            counters.sent(),
            planned,
            counters.accepted(),
            counters.underWay(),
            counters.refused(),
            counters.broken());
  }

  private Map<UUID, Result> learn(List<UUID> setup, Load load) throws InterruptedException {
    Set<UUID> ids = new LinkedHashSet<>(setup);
    load.requestIds().forEach(ids::add);
    return ask(List.copyOf(ids));
  }

  private Map<UUID, Result> ask(List<UUID> ids) throws InterruptedException {
    var asked = new Counters();
    try (var _ =
        progress.during(
            () -> "outcomes: %,d of %,d learned".formatted(asked.learned.sum(), ids.size()))) {
      return new Polling(target.api(), ASKING_CLIENTS, asked).run(ids);
    }
  }

  private Told told(Instant began, List<UUID> setup, Load load, Map<UUID, Result> learned) {
    Map<UUID, Outcome> outcomes = new HashMap<>();
    learned.forEach((id, result) -> outcomes.put(id, Outcome.of(result)));
    Set<UUID> accepted = new HashSet<>(setup);
    load.requestIds().forEach(accepted::add);
    return new Told(
        cast,
        setup,
        load,
        outcomes,
        new SeatsShown(target.api()).enrolled(cast),
        target.hasLog() ? CommandLogIds.read(target.kafka(), began.minus(CLOCK_SKEW_MAX)) : null,
        target.hasDatabase() ? target.rows().decisions(accepted) : null);
  }

  private long ended() {
    try {
      target.requireAlive().run();
      return 0;
    } catch (RuntimeException e) {
      progress.say(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private List<Judged> judge() {
    List<Judged> judged = new ArrayList<>();
    if (target.hasDatabase()) {
      judged.add(Judged.by(CHECK, new CheckCommand(LocalDeployment.NONE), target.database()));
    } else {
      String how = "say --db URL";
      judged.add(Judged.notAsked(CHECK, how));
      judged.add(Judged.notAsked("whether clients read what the database holds", how));
    }
    if (target.hasDatabase() && target.hasLog()) {
      var replay = new ReplayCommand(LocalDeployment.NONE);
      judged.add(Judged.by(REPLAY, replay, target.databaseAndLog()));
    } else {
      judged.add(Judged.notAsked(REPLAY, "say --db URL and --bootstrap-servers HOST:PORT"));
    }
    if (!target.hasLog()) {
      judged.add(
          Judged.notAsked(
              "whether every receipt is on the log", "say --bootstrap-servers HOST:PORT"));
    }
    return judged;
  }
}

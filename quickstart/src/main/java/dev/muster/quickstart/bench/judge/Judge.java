package dev.muster.quickstart.bench.judge;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.load.CommandFeed;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.validator.Checker;
import dev.muster.validator.InvariantCatalog;
import dev.muster.validator.Report;
import dev.muster.validator.Verdict;
import dev.muster.validator.replay.Replay;
import dev.muster.validator.replay.ReplayReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long it takes to judge what a system has done: every invariant checked, and every command
/// decided again.
public final class Judge implements Scenario {
  private static final int ROUNDS = 3;
  private static final String ROLE = "muster_validator";
  private static final Duration STATEMENT_MAX = Duration.ofMinutes(1);
  private static final double NANOS_PER_SECOND = 1e9;

  /// Plans rest on statistics, which a system that was filled within seconds has not yet.
  private static final String SETTLE =
      """
      VACUUM (ANALYZE)
      """;

  private final History history = new History();
  private final List<Double> checkSeconds = new ArrayList<>();
  private final List<Double> replaySeconds = new ArrayList<>();
  private final List<Double> foldSeconds = new ArrayList<>();

  @Override
  public String name() {
    return "judge";
  }

  @Override
  public String purpose() {
    return "check and replay of %,d decisions".formatted(history.commands());
  }

  @Override
  public List<Section> run(Bench bench) throws InterruptedException {
    LocalSystem system = bench.freshSystem(settings -> settings);
    bench.progress("deciding %,d commands".formatted(history.commands()));
    try (var feed = new CommandFeed(system)) {
      history.tell(feed);
    }
    try {
      settle(system.postgres());
      bench.progress("warming up");
      var _ = check(system);
      var _ = replay(system);
      for (int round = 0; round < ROUNDS; round++) {
        bench.progress("round %d of %d".formatted(round + 1, ROUNDS));
        checkSeconds.add(check(system));
        ReplayReport replayed = replay(system);
        replaySeconds.add(replayed.seconds());
        foldSeconds.add(replayed.foldSeconds());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the judge could not judge", e);
    }
    system.requireAlive();
    return List.of(section());
  }

  private static void settle(LocalPostgres postgres) throws SQLException {
    try (Connection connection = postgres.dataSource(LocalPostgres.SUPERUSER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(SETTLE);
    }
  }

  /// How long it took, in seconds.
  private static double check(LocalSystem system) throws SQLException {
    var checker = new Checker(InvariantCatalog.load(), STATEMENT_MAX);
    try (Connection connection = system.postgres().dataSource(ROLE).getConnection()) {
      long began = System.nanoTime();
      Report report = checker.run(connection);
      double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
      if (!report.holds()) {
        List<String> broken = report.broken().stream().map(Verdict::id).toList();
        throw new IllegalStateException("the check found something: " + broken);
      }
      return seconds;
    }
  }

  private ReplayReport replay(LocalSystem system) throws SQLException {
    Map<String, Object> kafka = Map.of("bootstrap.servers", system.broker().bootstrapServers());
    try (Connection connection = system.postgres().dataSource(ROLE).getConnection()) {
      ReplayReport report = new Replay(connection, kafka, STATEMENT_MAX, _ -> {}).run();
      if (!report.holds()
          || report.decided() != history.commands()
          || report.enrollments() != history.enrollments()
          || report.movements() != history.movements()) {
        throw new IllegalStateException(
            "%,d decisions, %,d enrollments, %,d movements replayed; the first difference: %s"
                .formatted(
                    report.decided(),
                    report.enrollments(),
                    report.movements(),
                    report.difference()));
      }
      return report;
    }
  }

  private Section section() {
    long commands = history.commands();
    long enrollments = history.enrollments();
    return new Section(
        purpose(),
        List.of(
            "%d rounds in turn in the bench's process, on connections of their own; warm-up: each once"
                .formatted(ROUNDS),
            "%,d players, %d tournaments of %,d seats; %,d requests, %,d enrollments of which %,d were given back, %,d ledger rows"
                .formatted(
                    History.PLAYERS,
                    History.TOURNAMENTS,
                    History.SEATS,
                    (long) History.PLAYERS * History.REQUESTS_EACH,
                    enrollments,
                    (long) History.TOURNAMENTS * History.GIVEN_BACK,
                    history.movements()),
            "the commands are put on the log and decided by the worker; then VACUUM (ANALYZE); nothing else is asked of the system",
            "check: all %d invariants over the whole state; replay: the log read, decided and held against every row"
                .formatted(InvariantCatalog.load().size()),
            "each check finds nothing; each replay comes to the rows of the database, in numbers known beforehand"),
        List.of(
            rate("check", "decisions/s", commands, checkSeconds),
            rate("check", "enrollments/s", enrollments, checkSeconds),
            rate("replay", "commands/s", commands, replaySeconds),
            rate("replay", "enrollments/s", enrollments, replaySeconds),
            rate("replay, deciding alone", "commands/s", commands, foldSeconds)),
        List.of());
  }

  private static Series rate(String what, String unit, long count, List<Double> seconds) {
    return new Series(what, unit, seconds.stream().map(each -> count / each).toList());
  }
}

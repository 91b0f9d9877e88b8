package dev.muster.worker.webhook.manage;

import dev.muster.schemas.result.Result;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventType;
import dev.muster.worker.webhook.manage.InsertMissingDeliveries.Missing;
import dev.muster.worker.webhook.store.DeliveryDays;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Replays what is missing, a window of time after the other. Decisions are dense in a drop and
/// rare between drops, so the window shrinks where there are more than a chunk of them and grows
/// where there are few: a quiet month takes a few dozen steps, and a burst no more memory than a
/// chunk.
final class ReplayStep {
  private static final Duration WINDOW_FIRST = Duration.ofSeconds(1);
  private static final Duration WINDOW_MAX = Duration.ofDays(1);
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  private final DataSource database;
  private final DeliveryDays days;
  private final int chunk;
  private Duration window = WINDOW_FIRST;

  ReplayStep(DataSource database, int chunk) {
    this.database = database;
    this.days = new DeliveryDays(database);
    this.chunk = chunk;
  }

  /// The decisions of the next window.
  ///
  /// @param end its end, not included
  record Window(Instant end, List<Result> results) {}

  /// Finds the next window that has at most a chunk of decisions, and makes sure that their days
  /// are there. Outside of any transaction, because a new day locks the whole table.
  Window next(Instant position, Instant until) throws SQLException {
    Window next;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      next = next(connection, position, until);
    }
    days.ensure(next.results().stream().map(each -> each.header().decidedAt()).toList());
    return next;
  }

  private Window next(Connection connection, Instant position, Instant until) throws SQLException {
    while (true) {
      Instant end = position.plus(window);
      if (end.isAfter(until)) {
        end = until;
      }
      boolean divisible = Duration.between(position, end).compareTo(MICROSECOND) > 0;
      // What was decided in one batch has one time: such a window is taken whole.
      int limit = divisible ? chunk + 1 : Integer.MAX_VALUE;
      List<Result> results = FindDecisions.between(connection, position, end, limit);
      if (results.size() <= chunk || !divisible) {
        if (results.size() <= chunk / 4 && window.compareTo(WINDOW_MAX) < 0) {
          window = window.multipliedBy(2);
        }
        return new Window(end, results);
      }
      window = micros(Duration.between(position, end).dividedBy(2));
    }
  }

  private static Duration micros(Duration half) {
    Duration cut = Duration.ofNanos(half.toNanos() / 1_000 * 1_000);
    return cut.isZero() ? MICROSECOND : cut;
  }

  /// Inserts what of a window is the endpoint's and missing.
  static int insert(Connection connection, UUID endpointId, EndpointSpec spec, Window window)
      throws SQLException {
    List<Missing> missing = new ArrayList<>();
    for (Result result : window.results()) {
      EventType type = EventType.of(result);
      if (type != null && matches(spec, type, result)) {
        missing.add(new Missing(type, result));
      }
    }
    return InsertMissingDeliveries.execute(connection, endpointId, missing);
  }

  private static boolean matches(EndpointSpec spec, EventType type, Result result) {
    UUID tournament = result.header().tournamentId();
    return spec.eventTypes().contains(type)
        && (spec.tournamentIds() == null
            || (tournament != null && spec.tournamentIds().contains(tournament)));
  }
}

package dev.muster.worker.webhook.manage;

import dev.muster.schemas.connection.Causes;
import dev.muster.schemas.webhook.OperationRefusal;
import dev.muster.worker.webhook.DispatchSignal;
import dev.muster.worker.webhook.EndpointOwnership;
import dev.muster.worker.webhook.manage.Outcome.Done;
import dev.muster.worker.webhook.manage.Outcome.Refused;
import dev.muster.worker.webhook.manage.RecoverDeliveries.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does in chunks what is too much for one transaction: recovering, replaying, discarding. A chunk
/// saves how far it got in the transaction that got there, so whoever owns the endpoint next goes
/// on from there; every statement is bound to the one endpoint. Operations take turns, a chunk
/// each, so a long one holds no other up.
final class BackgroundOperations implements Runnable {
  static final int CHUNK = 500;
  private static final Logger log = LoggerFactory.getLogger(BackgroundOperations.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final DataSource database;
  private final EndpointOwnership ownership;
  private final DispatchSignal signal;
  private final int chunk;
  private final Semaphore work = new Semaphore(0);
  private final Map<UUID, ReplayStep> replays = new HashMap<>();
  private volatile boolean stopping;

  /// @param chunk deliveries a transaction moves at most
  BackgroundOperations(
      DataSource database, EndpointOwnership ownership, DispatchSignal signal, int chunk) {
    this.database = database;
    this.ownership = ownership;
    this.signal = signal;
    this.chunk = chunk;
  }

  /// There may be something to do.
  void wake() {
    work.release();
  }

  /// Ends the loop after the chunk that is under way.
  void stop() {
    stopping = true;
    work.release();
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        if (!pass()) {
          var _ = work.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
          work.drainPermits();
        }
      } catch (SQLException e) {
        log.warn("Background work on webhook deliveries waits for the database: {}", Causes.of(e));
        if (!pause()) {
          return;
        }
      } catch (RuntimeException e) {
        log.warn("Background work on webhook deliveries goes on in a moment", e);
        if (!pause()) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean pause() {
    try {
      var _ = work.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /// One chunk of each operation of our endpoints.
  ///
  /// @return false if there was none
  boolean pass() throws SQLException {
    List<OperationRow> running = Transactions.run(database, Operations::running);
    Set<UUID> mine = new HashSet<>();
    for (OperationRow operation : running) {
      if (!stopping && ownership.owns(operation.endpointId())) {
        mine.add(operation.id());
        if (step(operation)) {
          signal.deliveriesDue();
        }
      }
    }
    replays.keySet().retainAll(mine);
    return !mine.isEmpty();
  }

  /// One chunk of one operation.
  ///
  /// @return whether deliveries became due
  private boolean step(OperationRow operation) throws SQLException {
    return switch (operation.kind()) {
      case RECOVER -> Transactions.run(database, connection -> recover(connection, operation));
      case REPLAY_MISSING -> replay(operation);
      case DELETE -> Transactions.run(database, connection -> discard(connection, operation));
      case CREATE, CHANGE, ROTATE_SECRET, TEST, RESEND ->
          throw new IllegalStateException(operation.kind() + " does not run in the background");
    };
  }

  private boolean recover(Connection connection, OperationRow seen) throws SQLException {
    OperationRow now = Operations.lock(connection, seen.id());
    if (now == null || receiver(connection, now) == null) {
      return false;
    }
    Instant from = required(now.position());
    Step step =
        RecoverDeliveries.execute(connection, now.endpointId(), from, required(now.until()), chunk);
    if (step.moved() < chunk) {
      Operations.end(connection, now.id(), new Done(step.moved()));
    } else {
      Operations.advance(connection, now.id(), step.moved(), step.last());
    }
    return step.moved() > 0;
  }

  private boolean replay(OperationRow seen) throws SQLException {
    ReplayStep replay = replays.computeIfAbsent(seen.id(), _ -> new ReplayStep(database, chunk));
    Instant until = required(seen.until());
    Instant position = required(seen.position());
    ReplayStep.Window window = replay.next(position, until);
    return Transactions.run(
        database,
        connection -> {
          OperationRow now = Operations.lock(connection, seen.id());
          if (now == null || !position.equals(now.position())) {
            // Somebody else got on with it: look again.
            return false;
          }
          StoredEndpoint endpoint = receiver(connection, now);
          if (endpoint == null) {
            return false;
          }
          int inserted = ReplayStep.insert(connection, endpoint.id(), endpoint.spec(), window);
          if (window.end().isBefore(until)) {
            Operations.advance(connection, now.id(), inserted, window.end());
          } else {
            Operations.end(connection, now.id(), new Done(inserted));
          }
          return inserted > 0;
        });
  }

  private boolean discard(Connection connection, OperationRow seen) throws SQLException {
    OperationRow now = Operations.lock(connection, seen.id());
    if (now == null) {
      return false;
    }
    int discarded = DiscardDeliveries.execute(connection, now.endpointId(), chunk);
    if (discarded == 0) {
      Operations.end(connection, now.id(), new Done(0));
    } else {
      Operations.advance(connection, now.id(), discarded, null);
    }
    return false;
  }

  /// The endpoint, if deliveries may be set going for it; otherwise the operation ends here.
  private static @Nullable StoredEndpoint receiver(Connection connection, OperationRow operation)
      throws SQLException {
    StoredEndpoint endpoint = FindEndpoint.share(connection, operation.endpointId());
    if (endpoint == null || endpoint.isDisabled()) {
      OperationRefusal reason =
          endpoint == null
              ? OperationRefusal.ENDPOINT_NOT_FOUND
              : OperationRefusal.ENDPOINT_DISABLED;
      Operations.end(
          connection, operation.id(), new Refused(reason, "the endpoint went away meanwhile"));
      return null;
    }
    return endpoint;
  }

  private static Instant required(@Nullable Instant time) {
    if (time == null) {
      throw new IllegalStateException("an operation on a stretch of time has its bounds");
    }
    return time;
  }
}

package dev.muster.worker.webhook.dispatch;

import dev.muster.schemas.connection.Causes;
import dev.muster.worker.store.SqlFailure;
import dev.muster.worker.webhook.store.DeliveryDays;
import dev.muster.worker.webhook.store.DueDelivery;
import dev.muster.worker.webhook.store.EndpointHealth;
import dev.muster.worker.webhook.store.EndpointHealth.Health;
import dev.muster.worker.webhook.store.InsertAttempts;
import dev.muster.worker.webhook.store.RecordDeliveries;
import dev.muster.worker.webhook.store.RegistryVersion;
import dev.muster.worker.webhook.store.ReleaseDeliveries;
import dev.muster.worker.webhook.store.TriedDelivery;
import dev.muster.worker.webhook.store.TriedDelivery.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what came of attempts, hundreds at a time. While one transaction is under way the
/// next ones gather.
///
/// The queue needs no bound of its own: everything in it was taken by the dispatcher, which takes
/// no more while too much is in hand.
final class Recorder {
  private static final Logger log = LoggerFactory.getLogger(Recorder.class);
  private static final int ENTRIES_MAX = 1_000;
  private static final int ENTRIES_ENOUGH = 200;
  private static final long GATHER_MS = 5;
  private static final Duration RETRY_AFTER = Duration.ofMillis(500);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  /// What to write: a verdict, or deliveries to give back.
  private record Entry(@Nullable Verdict verdict, List<DueDelivery> back) {}

  private final DataSource database;
  private final DeliveryDays days;
  private final DispatchCounters counters;
  private final Consumer<Written> onWritten;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Map<UUID, Boolean> failing = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopping;

  /// What a transaction has settled.
  ///
  /// @param deliveries how many are not in hand any more
  /// @param disabled whether an endpoint was disabled
  record Written(int deliveries, boolean disabled) {}

  /// @param onWritten told after each commit, on the recorder's thread
  Recorder(
      DataSource database,
      DeliveryDays days,
      DispatchCounters counters,
      Consumer<Written> onWritten,
      Consumer<Throwable> onDeath) {
    this.database = database;
    this.days = days;
    this.counters = counters;
    this.onWritten = onWritten;
    this.thread =
        Thread.ofPlatform()
            .name("webhook-record")
            .uncaughtExceptionHandler((_, e) -> onDeath.accept(e))
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(Verdict verdict) {
    queue.add(new Entry(verdict, List.of()));
  }

  /// Gives messages back that were not tried.
  void giveBack(List<Message> messages) {
    for (Message message : messages) {
      queue.add(new Entry(null, message.deliveries()));
    }
  }

  /// Writes what is there and ends; what the database does not take in time is sent again later.
  void stop() throws InterruptedException {
    stopping = true;
    thread.join(STOP_MAX);
    thread.interrupt();
    thread.join(STOP_MAX);
  }

  private void run() {
    List<Entry> entries = new ArrayList<>();
    try {
      while (!stopping || !queue.isEmpty()) {
        Entry first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        entries.add(first);
        queue.drainTo(entries, ENTRIES_MAX - 1);
        if (entries.size() < ENTRIES_ENOUGH && !stopping) {
          Thread.sleep(GATHER_MS);
          queue.drainTo(entries, ENTRIES_MAX - entries.size());
        }
        try {
          writeForSure(entries);
        } catch (RuntimeException e) {
          log.error("Attempts cannot be written down; their events are sent again", e);
          onWritten.accept(new Written(count(entries), false));
        }
        entries.clear();
      }
    } catch (InterruptedException e) {
      log.info("{} attempts were not written down; their events are sent again", entries.size());
      Thread.currentThread().interrupt();
    }
  }

  /// Again and again while the database is away. Data that it refuses is found by halving.
  private void writeForSure(List<Entry> entries) throws InterruptedException {
    while (true) {
      try {
        boolean disabled = write(entries);
        onWritten.accept(new Written(count(entries), disabled));
        return;
      } catch (SQLException e) {
        if (SqlFailure.of(e) instanceof SqlFailure.Transient) {
          log.warn("Webhook attempts wait for the database: {}", Causes.of(e));
          Thread.sleep(RETRY_AFTER);
        } else if (entries.size() > 1) {
          int half = entries.size() / 2;
          writeForSure(entries.subList(0, half));
          writeForSure(entries.subList(half, entries.size()));
          return;
        } else {
          log.error("An attempt cannot be written down; its event is sent again", e);
          onWritten.accept(new Written(count(entries), false));
          return;
        }
      }
    }
  }

  private boolean write(List<Entry> entries) throws SQLException {
    List<Verdict> verdicts = new ArrayList<>();
    List<TriedDelivery> tried = new ArrayList<>();
    List<DueDelivery> back = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.verdict() != null) {
        verdicts.add(entry.verdict());
        tried.addAll(entry.verdict().rows());
      }
      back.addAll(entry.back());
    }
    days.ensure(tried.stream().map(TriedDelivery::startedAt).toList());
    Map<UUID, Verdict> turns = turns(verdicts);
    boolean disabled = false;
    int mine = tried.size();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (!tried.isEmpty()) {
          mine = RecordDeliveries.execute(connection, tried);
          InsertAttempts.execute(connection, tried);
        }
        if (!back.isEmpty()) {
          ReleaseDeliveries.execute(connection, back);
        }
        if (!turns.isEmpty()) {
          EndpointHealth.mark(connection, turns.values().stream().map(Recorder::health).toList());
        }
        disabled = disable(connection, verdicts);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
    turns.forEach((endpoint, verdict) -> failing.put(endpoint, verdict.failingSince() != null));
    count(tried, mine);
    return disabled;
  }

  /// Endpoints that began to fail or to succeed, each with its last verdict.
  private Map<UUID, Verdict> turns(List<Verdict> verdicts) {
    Map<UUID, Verdict> last = new HashMap<>();
    verdicts.forEach(verdict -> last.put(verdict.message().endpointId(), verdict));
    last.values()
        .removeIf(
            verdict ->
                Boolean.valueOf(verdict.failingSince() != null)
                    .equals(failing.get(verdict.message().endpointId())));
    return last;
  }

  private static Health health(Verdict verdict) {
    return new Health(verdict.message().endpointId(), verdict.failingSince());
  }

  private boolean disable(Connection connection, List<Verdict> verdicts) throws SQLException {
    boolean any = false;
    for (Verdict verdict : verdicts) {
      if (verdict.disable() != null) {
        UUID endpoint = verdict.message().endpointId();
        if (EndpointHealth.disable(connection, endpoint, verdict.disable(), verdict.startedAt())) {
          log.warn("Webhook endpoint {} is disabled: {}", endpoint, verdict.disable());
          counters.disabled.increment();
          any = true;
        }
      }
    }
    if (any) {
      RegistryVersion.bump(connection);
    }
    return any;
  }

  private void count(List<TriedDelivery> tried, int mine) {
    counters.overtaken.add(tried.size() - mine);
    for (TriedDelivery each : tried) {
      if (each.state() == State.DELIVERED) {
        counters.delivered.increment();
      } else if (each.state() == State.EXHAUSTED) {
        counters.exhausted.increment();
      }
    }
  }

  private static int count(List<Entry> entries) {
    int deliveries = 0;
    for (Entry entry : entries) {
      deliveries += entry.back().size();
      deliveries += entry.verdict() == null ? 0 : entry.verdict().message().deliveries().size();
    }
    return deliveries;
  }
}

package dev.muster.worker.webhook.dispatch;

import dev.muster.schemas.connection.Causes;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.webhook.DispatchSignal;
import dev.muster.worker.webhook.EndpointOwnership;
import dev.muster.worker.webhook.dispatch.Claims.Taken;
import dev.muster.worker.webhook.dispatch.Claims.Wish;
import dev.muster.worker.webhook.store.DeliveryDays;
import dev.muster.worker.webhook.store.Endpoint;
import dev.muster.worker.webhook.store.FindEndpoints;
import dev.muster.worker.webhook.store.RegistryVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop of webhook delivery: **look who has room, take what is due, send it, write down what
/// came of it.**
///
/// The rows are the truth. What this process has in hand is marked so until a moment; should it
/// die, another takes it after that and sends it again, under the same id. Taking, sending and
/// writing overlap: each endpoint's lane has messages ahead of those under way, and asks for more
/// before it runs out.
public final class Dispatcher implements DispatchSignal {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final int IN_HAND_MAX = 4_096;
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);
  private static final Duration WAIT_MAX = Duration.ofMillis(250);
  private static final Duration RETRY_AFTER = Duration.ofMillis(500);
  private static final Duration FINISH_MAX = Duration.ofSeconds(5);

  private final Equipment equipment;
  private final Claims claims;
  private final Recorder recorder;
  private final Sender sender;
  private final Map<UUID, EndpointLane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger inHand = new AtomicInteger();
  private final Semaphore wake = new Semaphore(0);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean endpointsChanged = new AtomicBoolean(true);
  private final AtomicBoolean moreDue = new AtomicBoolean(true);
  private final Thread thread;
  private long version = -1;
  private long lookDueNanos = System.nanoTime();
  private List<Endpoint> endpoints = List.of();
  private volatile boolean stopping;

  /// What it works with.
  ///
  /// @param timeout of one attempt; what is not in hand for longer is not begun
  /// @param chance from 0 to 1, for the spread of retries
  /// @param onDeath told of a defect that ends the loop; the process must end then
  public record Equipment(
      DataSource database,
      SealedSecrets secrets,
      DeliveryDays days,
      EndpointOwnership ownership,
      Poster poster,
      RetrySchedule schedule,
      Duration timeout,
      Duration lease,
      Duration failingMax,
      Clock clock,
      DoubleSupplier chance,
      DispatchCounters counters,
      Tracing tracing,
      Consumer<Throwable> onDeath) {}

  public Dispatcher(Equipment equipment) {
    this.equipment = equipment;
    this.claims = new Claims(equipment.database());
    this.recorder =
        new Recorder(
            equipment.database(),
            equipment.days(),
            equipment.counters(),
            this::written,
            equipment.onDeath());
    this.sender =
        new Sender(
            equipment,
            new Verdict.Rules(equipment.schedule(), equipment.failingMax()),
            recorder,
            this::wake);
    this.thread =
        Thread.ofPlatform()
            .name("webhook-dispatch")
            .uncaughtExceptionHandler((_, e) -> equipment.onDeath().accept(e))
            .unstarted(this::run);
  }

  /// Returns at once; the work goes on in the background.
  public void start() {
    recorder.start();
    thread.start();
  }

  /// Whether its loop goes on, once started.
  public boolean alive() {
    return stopping || thread.getState() != Thread.State.TERMINATED;
  }

  @Override
  public void deliveriesDue() {
    moreDue.set(true);
    wake();
  }

  @Override
  public void endpointsChanged() {
    endpointsChanged.set(true);
    wake();
  }

  /// Takes nothing more, gives what is under way a few seconds, and the rest back.
  ///
  /// @param breakOff ends what is still under way after that
  public void stop(Runnable breakOff) throws InterruptedException {
    stopping = true;
    wake();
    thread.join();
    for (EndpointLane lane : lanes.values()) {
      recorder.giveBack(lane.stop());
    }
    boolean finished = sender.await(FINISH_MAX);
    sender.abandon();
    breakOff.run();
    if (!finished) {
      boolean _ = sender.await(Duration.ofSeconds(1));
    }
    recorder.stop();
  }

  private void run() {
    try {
      while (!stopping) {
        woken.set(false);
        wake.drainPermits();
        Duration pause;
        try {
          refresh();
          claim();
          pause = untilNext();
        } catch (SQLException e) {
          log.warn("Webhook delivery waits for the database: {}", Causes.of(e));
          pause = startOver();
        } catch (RuntimeException e) {
          // A defect here must not take the decisions of this process down with it.
          log.error("Webhook delivery starts over", e);
          pause = startOver();
        }
        lanes.values().forEach(sender::pump);
        boolean _ = wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Forgets what it believes to know of the database.
  private Duration startOver() {
    endpointsChanged.set(true);
    moreDue.set(true);
    return RETRY_AFTER;
  }

  /// Reads the endpoints again when any has changed, and keeps a lane for each that is ours.
  private void refresh() throws SQLException {
    boolean told = endpointsChanged.getAndSet(false);
    if (!told && System.nanoTime() - lookDueNanos < 0) {
      return;
    }
    lookDueNanos = System.nanoTime() + LOOK_EVERY.toNanos();
    try (Connection connection = equipment.database().getConnection()) {
      connection.setAutoCommit(true);
      long found = RegistryVersion.find(connection);
      if (found != version) {
        endpoints = FindEndpoints.execute(connection, equipment.secrets());
        version = found;
      } else if (!told) {
        return;
      }
    }
    Instant now = equipment.clock().instant();
    Set<UUID> served = new HashSet<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.state() == Endpoint.State.ACTIVE && equipment.ownership().owns(endpoint.id())) {
        served.add(endpoint.id());
        EndpointLane lane =
            lanes.computeIfAbsent(endpoint.id(), _ -> new EndpointLane(endpoint, now));
        lane.update(endpoint, now);
        lane.askAgain();
      }
    }
    for (UUID id : List.copyOf(lanes.keySet())) {
      EndpointLane lane = served.contains(id) ? null : lanes.remove(id);
      if (lane != null) {
        recorder.giveBack(lane.stop());
      }
    }
  }

  private void claim() throws SQLException {
    Instant now = equipment.clock().instant().truncatedTo(ChronoUnit.MICROS);
    if (moreDue.getAndSet(false)) {
      lanes.values().forEach(EndpointLane::askAgain);
    }
    int budget = IN_HAND_MAX - inHand.get();
    List<Wish> wishes = new ArrayList<>();
    for (EndpointLane lane : lanes.values()) {
      if (lane.isHungry(now)) {
        Endpoint endpoint = lane.endpoint();
        int messages = Math.min(lane.room(now), budget / endpoint.batchSizeMax());
        if (messages > 0) {
          wishes.add(new Wish(endpoint, messages));
          lane.asking(now.plus(ASK_EVERY));
          budget -= messages * endpoint.batchSizeMax();
        }
      }
    }
    if (wishes.isEmpty()) {
      return;
    }
    Map<UUID, Taken> taken = claims.take(wishes, now, now.plus(equipment.lease()));
    taken.forEach(
        (id, some) -> {
          inHand.addAndGet(some.messages().stream().mapToInt(m -> m.deliveries().size()).sum());
          EndpointLane lane = lanes.get(id);
          if (lane == null) {
            recorder.giveBack(some.messages());
          } else {
            recorder.giveBack(lane.add(some.messages(), now));
            if (some.full() && !some.messages().isEmpty()) {
              lane.askAgain();
            }
          }
        });
  }

  private Duration untilNext() {
    Instant now = equipment.clock().instant();
    Duration pause = WAIT_MAX;
    for (EndpointLane lane : lanes.values()) {
      Instant at = lane.wakeAt(now);
      if (at != null) {
        Duration until = Duration.between(now, at);
        pause = until.compareTo(pause) < 0 ? until : pause;
      }
    }
    return pause.isNegative() ? Duration.ofMillis(1) : pause.plusMillis(1);
  }

  private void written(Recorder.Written written) {
    inHand.addAndGet(-written.deliveries());
    if (written.disabled()) {
      endpointsChanged();
    }
    boolean waiting = false;
    for (EndpointLane lane : lanes.values()) {
      if (lane.endpoint().inOrder()) {
        // The next in line may go now that the one before it is settled.
        lane.askAgain();
        waiting = true;
      }
    }
    if (waiting) {
      wake();
    }
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      wake.release();
    }
  }
}

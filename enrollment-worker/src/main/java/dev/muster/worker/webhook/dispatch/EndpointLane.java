package dev.muster.worker.webhook.dispatch;

import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.store.Endpoint;
import dev.muster.worker.webhook.store.TriedDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One endpoint's share of the dispatcher: what was taken for it, how much may be under way, and
/// how it has been doing. Whatever one endpoint does, it uses up nothing but its own lane.
///
/// It starts slowly: an endpoint has to answer before it gets its whole concurrency, and as many
/// messages are taken ahead as it got through in the last while. So a dead one holds a few messages
/// and a fast one is never kept waiting for the database.
final class EndpointLane {
  private static final int START = 4;
  private static final int AHEAD_MAX = 1_024;
  private static final Duration OFTEN = Duration.ofMillis(250);
  private static final Duration RARELY = Duration.ofSeconds(1);
  private static final Duration THROTTLE_MAX = Duration.ofMinutes(1);

  private final Breaker breaker = new Breaker();
  private final Deque<Message> waiting = new ArrayDeque<>();
  private Endpoint endpoint;
  private @Nullable TokenBucket bucket;
  private @Nullable Instant failingSince;
  private Instant throttledUntil = Instant.MIN;
  private int successes;
  private int underWay;
  private int window = START;
  private Instant takenAt = Instant.EPOCH;
  private Instant askAt = Instant.MIN;
  private boolean stopped;

  EndpointLane(Endpoint endpoint, Instant now) {
    this.endpoint = endpoint;
    this.failingSince = endpoint.failingSince();
    this.bucket = bucket(endpoint, now);
  }

  synchronized Endpoint endpoint() {
    return endpoint;
  }

  /// Takes over what its row says now.
  synchronized void update(Endpoint changed, Instant now) {
    if (!Objects.equals(endpoint.ratePerSecond(), changed.ratePerSecond())) {
      bucket = bucket(changed, now);
    }
    if (endpoint.state() != changed.state() || !endpoint.url().equals(changed.url())) {
      // Enabled again, or somewhere else now: what was is no guide.
      breaker.answered();
      throttledUntil = Instant.MIN;
      failingSince = changed.failingSince();
    }
    endpoint = changed;
  }

  /// How many messages to take for it now; 0 while it has enough.
  synchronized int room(Instant now) {
    if (stopped || isHeldBack(now) || !isServed(now)) {
      return 0;
    }
    int ahead = allowance() + (breaker.isOpen() ? 0 : window / endpoint.batchSizeMax());
    Integer rate = endpoint.ratePerSecond();
    if (rate != null) {
      ahead = Math.min(ahead, Math.max(1, rate));
    }
    int inHand = waiting.size() + underWay;
    return inHand > ahead / 2 ? 0 : ahead - inHand;
  }

  /// Whether the database may have something for it that there is room for.
  synchronized boolean isHungry(Instant now) {
    return !now.isBefore(askAt) && room(now) > 0;
  }

  /// Something may be due that was not before.
  synchronized void askAgain() {
    askAt = Instant.MIN;
  }

  /// The database is being asked.
  ///
  /// @param next when to ask again, unless something is said to be due before
  synchronized void asking(Instant next) {
    askAt = next;
  }

  /// Messages that were taken for it. The more often they run out, the more are taken at once.
  ///
  /// @return messages to give back: its receiver may have gone down while they were taken
  synchronized List<Message> add(List<Message> taken, Instant now) {
    waiting.addAll(taken);
    if (takenAt.plus(OFTEN).isAfter(now)) {
      window = Math.min(AHEAD_MAX, window * 2);
    } else if (takenAt.plus(RARELY).isBefore(now)) {
      window = Math.max(START, window / 2);
    }
    takenAt = now;
    return isHeldBack(now) ? empty() : List.of();
  }

  /// The next message to send, counted as under way from here; null if there is none, or none may
  /// go out now.
  ///
  /// @param enoughLease a message must be in hand until then at least
  /// @param expired gets those that are not
  synchronized @Nullable Message next(Instant now, Instant enoughLease, List<Message> expired) {
    while (!waiting.isEmpty() && waiting.getFirst().leasedUntil().isBefore(enoughLease)) {
      expired.add(waiting.removeFirst());
    }
    if (stopped
        || waiting.isEmpty()
        || underWay >= allowance()
        || isHeldBack(now)
        || !isServed(now)) {
      return null;
    }
    if (bucket != null && !bucket.take(now)) {
      return null;
    }
    underWay++;
    return waiting.removeFirst();
  }

  /// An attempt ended.
  ///
  /// @return messages to give back, since they will not go out soon
  synchronized List<Message> ended(Verdict verdict, Instant now) {
    underWay--;
    Reply reply = verdict.reply();
    if (reply.isOutage()) {
      successes = 0;
      breaker.outage(now);
      window = START;
    } else {
      breaker.answered();
    }
    if (verdict.state() == State.DELIVERED) {
      successes++;
      failingSince = null;
    } else if (failingSince == null) {
      failingSince = verdict.failingSince();
    }
    throttle(reply, now);
    return breaker.isOpen() || isHeldBack(now) || verdict.disable() != null ? empty() : List.of();
  }

  /// An attempt that never came about.
  synchronized void abandoned() {
    underWay--;
  }

  /// Sends nothing any more; what is under way goes on.
  ///
  /// @return messages to give back
  synchronized List<Message> stop() {
    stopped = true;
    return empty();
  }

  synchronized @Nullable Instant failingSince() {
    return failingSince;
  }

  synchronized int underWay() {
    return underWay;
  }

  synchronized int inHand() {
    return underWay + waiting.size();
  }

  /// When to look again, if something but time keeps messages waiting; null if nothing does.
  synchronized @Nullable Instant wakeAt(Instant now) {
    if (isHeldBack(now)) {
      Instant probe = breaker.isOpen() ? breaker.probeAt() : Instant.MIN;
      return probe.isAfter(throttledUntil) ? probe : throttledUntil;
    }
    return bucket == null || waiting.isEmpty() ? null : bucket.nextAt(now);
  }

  /// How many POSTs may be under way at once.
  private int allowance() {
    if (breaker.isOpen()) {
      return 1;
    }
    return Math.min(endpoint.concurrencyMax(), START + successes);
  }

  private boolean isHeldBack(Instant now) {
    return now.isBefore(throttledUntil)
        || (breaker.isOpen() && (underWay > 0 || now.isBefore(breaker.probeAt())));
  }

  private boolean isServed(Instant now) {
    return endpoint.state() == Endpoint.State.ACTIVE && !endpoint.secrets(now).isEmpty();
  }

  /// A receiver that says it is overloaded is left alone as a whole, not only for this message.
  private void throttle(Reply reply, Instant now) {
    Integer status = reply.statusCode();
    if (status == null || (status != 429 && status != 503)) {
      return;
    }
    Duration hint = RetrySchedule.retryAfter(reply.retryAfter(), now);
    if (hint != null) {
      Instant until = now.plus(hint.compareTo(THROTTLE_MAX) < 0 ? hint : THROTTLE_MAX);
      throttledUntil = until.isAfter(throttledUntil) ? until : throttledUntil;
    }
  }

  private List<Message> empty() {
    List<Message> back = new ArrayList<>(waiting);
    waiting.clear();
    return back;
  }

  private static @Nullable TokenBucket bucket(Endpoint endpoint, Instant now) {
    return endpoint.ratePerSecond() == null ? null : new TokenBucket(endpoint.ratePerSecond(), now);
  }
}

package dev.muster.worker.webhook.dispatch;

import dev.muster.telemetry.LogContext;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.webhook.http.Outcome;
import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.http.Signing;
import dev.muster.worker.webhook.store.Endpoint;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Sends a lane's messages, each of those under way on a virtual thread of its own, which goes on
/// with the next one as long as the lane gives it any.
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final Duration WRITING_MAX = Duration.ofSeconds(2);

  private final Poster poster;
  private final Verdict.Rules rules;
  private final Duration timeout;
  private final Clock clock;
  private final DoubleSupplier chance;
  private final Recorder recorder;
  private final DispatchCounters counters;
  private final Tracing tracing;
  private final Runnable onHungry;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean abandoning;

  /// @param onHungry told when a lane has room for more
  Sender(
      Dispatcher.Equipment equipment, Verdict.Rules rules, Recorder recorder, Runnable onHungry) {
    this.poster = equipment.poster();
    this.rules = rules;
    this.timeout = equipment.timeout();
    this.clock = equipment.clock();
    this.chance = equipment.chance();
    this.recorder = recorder;
    this.counters = equipment.counters();
    this.tracing = equipment.tracing();
    this.onHungry = onHungry;
  }

  /// Starts whatever may go out now.
  void pump(EndpointLane lane) {
    for (Message message = next(lane); message != null; message = next(lane)) {
      Message first = message;
      Thread thread = Thread.ofVirtual().name("webhook-send").unstarted(() -> sendOn(lane, first));
      threads.add(thread);
      thread.start();
    }
  }

  /// What ends from here on was not tried: the time given to it is over.
  void abandon() {
    abandoning = true;
  }

  /// Waits for what is under way.
  ///
  /// @return whether all of it has ended
  boolean await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Message next(EndpointLane lane) {
    Instant now = clock.instant();
    List<Message> expired = new ArrayList<>();
    Message message = lane.next(now, now.plus(timeout).plus(WRITING_MAX), expired);
    recorder.giveBack(expired);
    return message;
  }

  private void sendOn(EndpointLane lane, Message first) {
    MDC.put(LogContext.ENDPOINT, first.endpointId().toString());
    try {
      for (Message message = first; message != null; message = next(lane)) {
        if (!send(lane, message)) {
          return;
        }
        if (lane.isHungry(clock.instant())) {
          onHungry.run();
        }
      }
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private boolean send(EndpointLane lane, Message message) {
    boolean ended = false;
    try {
      Endpoint endpoint = lane.endpoint();
      Instant startedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
      Reply reply = traced(endpoint, message, startedAt);
      if (abandoning && !reply.isSuccess()) {
        return false;
      }
      Instant now = clock.instant();
      counters.attempted(message, reply, message.age(now));
      Verdict verdict =
          rules.judge(message, reply, startedAt, now, lane.failingSince(), chance.getAsDouble());
      List<Message> back = lane.ended(verdict, now);
      ended = true;
      recorder.add(verdict);
      recorder.giveBack(back);
      return true;
    } finally {
      if (!ended) {
        if (!abandoning) {
          log.error("An attempt for webhook endpoint {} broke off", message.endpointId());
        }
        lane.abandoned();
        recorder.giveBack(List.of(message));
      }
    }
  }

  private Reply traced(Endpoint endpoint, Message message, Instant startedAt) {
    Span attempt = tracing.client("POST", message.traceparents());
    counters.begun();
    try {
      Reply reply = post(endpoint, message, startedAt);
      if (!attempt.isRecording()) {
        return reply;
      }
      attempt.setAttribute("http.request.method", "POST");
      attempt.setAttribute("server.address", String.valueOf(URI.create(endpoint.url()).getHost()));
      attempt.setAttribute("http.request.resend_count", message.attempts());
      attempt.setAttribute("muster.webhook.endpoint.id", endpoint.id().toString());
      attempt.setAttribute("muster.webhook.message.id", message.id());
      if (reply.statusCode() != null) {
        attempt.setAttribute("http.response.status_code", (long) reply.statusCode());
      }
      if (!reply.isSuccess()) {
        attempt.setAttribute("error.type", reply.outcome().name());
        attempt.setStatus(StatusCode.ERROR);
      }
      return reply;
    } finally {
      counters.ended();
      attempt.end();
    }
  }

  private Reply post(Endpoint endpoint, Message message, Instant startedAt) {
    byte[] body = message.body();
    if (body == null) {
      return Reply.failure(Outcome.INVALID, "what happened cannot be found any more");
    }
    Signing signing = Signing.of(message.id(), startedAt, body, endpoint.secrets(startedAt));
    return poster.post(endpoint.url(), endpoint.headers(), signing, body);
  }
}

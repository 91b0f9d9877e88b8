package dev.muster.ingest.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// All open event streams, as a part of the application's life. One thread looks after all of them,
/// four times a second. It stops as soon as draining is over: a graceful shutdown waits for open
/// responses, and these would never end by themselves.
public final class Streams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final long RETRY_MS = 2_000;

  // Readers of a replica that stops do not all come back in the same moment.
  private static final long RETRY_MS_MAX = 5_000;

  private final StreamSettings settings;
  private final int phase;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> openByClient = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("event-streams").daemon().factory());
  private final Counter dropped;
  private volatile boolean running;
  private volatile boolean stopped;

  /// @param phase when to stop, before the server does
  public Streams(StreamSettings settings, MeterRegistry meters, int phase) {
    this.settings = settings;
    this.phase = phase;
    Gauge.builder("muster.streams.open", open, AtomicInteger::get)
        .description("Event streams that are open")
        .register(meters);
    dropped =
        Counter.builder("muster.streams.dropped")
            .description("Event streams ended because their reader took nothing")
            .register(meters);
  }

  /// The right to open one stream.
  public final class Place {
    private final String client;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(String client) {
      this.client = client;
    }

    /// Takes the exchange over; the place is given back when it ends.
    ///
    /// @throws IOException if the client is gone
    public void open(HttpServletRequest request, HttpServletResponse response, Subject subject)
        throws IOException {
      try {
        AsyncContext exchange = request.startAsync(request, response);
        exchange.setTimeout(0);
        begin(exchange, request, response, subject);
      } catch (IOException | RuntimeException e) {
        leave();
        throw e;
      }
    }

    private void begin(
        AsyncContext exchange,
        HttpServletRequest request,
        HttpServletResponse response,
        Subject subject)
        throws IOException {
      var stream =
          new EventStream(
              exchange,
              response.getOutputStream(),
              Severing.cut(request),
              subject,
              ended -> {
                streams.remove(ended);
                leave();
              });
      exchange.addListener(stream, request, response);
      stream.open(Event.retry(RETRY_MS), System.nanoTime());
      streams.add(stream);
      // Whoever ends or stops meanwhile did not find it among the others.
      if (stream.isOver()) {
        streams.remove(stream);
      }
      if (stopped) {
        Streams.end(stream);
      }
    }

    private void leave() {
      if (left.compareAndSet(false, true)) {
        open.decrementAndGet();
        openByClient.compute(client, (_, count) -> count == null || count == 1 ? null : count - 1);
      }
    }
  }

  /// A place for one more stream, or empty if there are too many, of all or of this client.
  ///
  /// @param address the client's address in text form
  public Optional<Place> place(String address) {
    String client = ClientAddress.of(address);
    if (open.incrementAndGet() > settings.openMax()) {
      open.decrementAndGet();
      return Optional.empty();
    }
    var place = new Place(client);
    if (openByClient.merge(client, 1, Integer::sum) > settings.perClientMax()) {
      place.leave();
      return Optional.empty();
    }
    return Optional.of(place);
  }

  @Override
  public void start() {
    running = true;
    var _ =
        ticker.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    long now = System.nanoTime();
    for (EventStream stream : streams) {
      try {
        if (stream.tick(now, settings)) {
          dropped.increment();
        }
      } catch (RuntimeException e) {
        // A tick that throws would be the last.
        LOG.error("An event stream failed", e);
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    stopped = true;
    // No interrupt: it would close a connection that is being written to, and nobody would notice.
    ticker.shutdown();
    streams.forEach(Streams::end);
  }

  private static void end(EventStream stream) {
    long millis = ThreadLocalRandom.current().nextLong(RETRY_MS / 2, RETRY_MS_MAX);
    stream.end(Event.retry(millis));
  }

  @Override
  public int getPhase() {
    return phase;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

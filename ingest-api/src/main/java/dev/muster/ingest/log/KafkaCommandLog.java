package dev.muster.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.connection.Causes;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.RecordHeaders;
import dev.muster.schemas.wire.WebhookCommandCodec;
import dev.muster.telemetry.KafkaClients;
import dev.muster.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The command log on Kafka.
///
/// A thread of its own reaches the brokers, makes or checks the topics and only then opens the
/// producer, so the application starts without a broker and answers 503 until there is one. From
/// then on the producer alone deals with brokers that come and go.
public final class KafkaCommandLog implements CommandLog, WebhookCommandLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandLog.class);
  private static final Duration START_WAIT = Duration.ofSeconds(5);
  private static final Duration RETRY_WAIT = Duration.ofSeconds(1);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final CommandTopics topics;
  private final MeterRegistry meters;
  private final Consumer<UnusableTopicException> refused;
  private final CompletableFuture<Boolean> verdict = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread opener = Thread.ofVirtual().name("command-log-opener").unstarted(this::open);
  private volatile @Nullable Appender appender;

  /// @param refused told when a topic turns out to be unusable after the start
  public KafkaCommandLog(
      KafkaSettings kafka,
      TopicSettings topics,
      MeterRegistry meters,
      Consumer<UnusableTopicException> refused) {
    this.kafka = kafka;
    this.topics = new CommandTopics(topics);
    this.meters = meters;
    this.refused = refused;
  }

  /// Starts reaching for the brokers and waits a moment for them.
  ///
  /// @throws UnusableTopicException if a topic must not be used as it is
  public void start() {
    opener.start();
    // The timeout and the opener race for one future, so exactly one of them acts on the verdict.
    verdict.completeOnTimeout(false, START_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      if (!verdict.get()) {
        LOG.warn(
            "No Kafka broker yet at {}; commands get 503 until there is", kafka.bootstrapServers());
      }
    } catch (InterruptedException e) {
      // Somebody ends the start; the opener ends with close.
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnusableTopicException unusable
          ? unusable
          : new IllegalStateException(e.getCause());
    }
  }

  private void open() {
    String complaint = "";
    do {
      try {
        connect();
        verdict.complete(true);
        return;
      } catch (UnusableTopicException e) {
        if (!verdict.completeExceptionally(e)) {
          refused.accept(e);
        }
        return;
      } catch (ExecutionException | KafkaException e) {
        String cause = Causes.of(e);
        // Once per kind of trouble: the clients themselves log every attempt.
        if (!cause.equals(complaint)) {
          LOG.warn("Cannot open the command log yet: {}", cause);
          complaint = cause;
        }
      } catch (InterruptedException e) {
        return;
      }
    } while (!closedWithin(RETRY_WAIT));
  }

  private void connect() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka.admin())) {
      topics.ensure(admin);
    }
    Producer<byte[], byte[]> opened =
        KafkaClients.measured(new KafkaProducer<>(kafka.producer()), meters);
    try {
      // The first command should not be the one that waits for metadata.
      opened.partitionsFor(Topics.TOURNAMENT_COMMANDS);
      opened.partitionsFor(Topics.PLAYER_COMMANDS);
    } catch (KafkaException e) {
      opened.close(Duration.ZERO);
      throw e;
    }
    synchronized (this) {
      if (closing.getCount() == 0) {
        opened.close(Duration.ZERO);
        return;
      }
      appender = new Appender(opened);
    }
    LOG.info("The command log is open at {}", kafka.bootstrapServers());
  }

  private boolean closedWithin(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /// Waits for the log to open, or for the opener to give up.
  boolean opensWithin(Duration wait) throws InterruptedException {
    return opener.join(wait) && ready();
  }

  @Override
  public boolean ready() {
    return appender != null;
  }

  @Override
  public CompletableFuture<Appended> append(CommandEnvelope envelope) {
    return append(
        new ProducerRecord<>(
            envelope.command().type().topic(),
            null,
            envelope.command().key().toString().getBytes(UTF_8),
            CommandCodec.encode(envelope),
            RecordHeaders.traced(
                RecordHeaders.of(envelope, Instant.now()), Tracing.traceparent(Span.current()))));
  }

  @Override
  public CompletableFuture<Appended> append(WebhookCommandEnvelope envelope) {
    return append(
        new ProducerRecord<>(
            Topics.WEBHOOK_COMMANDS,
            null,
            envelope.endpointId().toString().getBytes(UTF_8),
            WebhookCommandCodec.encode(envelope),
            RecordHeaders.of(envelope, Instant.now())));
  }

  private CompletableFuture<Appended> append(ProducerRecord<byte[], byte[]> record) {
    Appender open = appender;
    return open == null
        ? CompletableFuture.failedFuture(
            new LogUnavailableException("No broker has been reached yet"))
        : open.append(record);
  }

  /// Waits a few seconds for appends that are under way, then gives up on them.
  @Override
  public void close() {
    closing.countDown();
    opener.interrupt();
    Appender open;
    synchronized (this) {
      open = appender;
      appender = null;
    }
    if (open != null) {
      open.close(CLOSE_WAIT);
    }
  }
}

package dev.muster.ingest.outcome;

import dev.muster.ingest.log.KafkaSettings;
import dev.muster.schemas.connection.Causes;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import dev.muster.telemetry.MeasuredConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every partition of the results topic from the moment of the start and tells the listeners.
///
/// One thread owns the consumer. It starts with the brokers or without them: what is heard from the
/// first position on is one unbroken sequence with a number, the epoch. Trouble with the brokers
/// does not end a sequence, because it goes on where it was; an offset that is gone or a topic that
/// was made anew does, and then the next one starts at the end of the log.
public final class ResultFeed implements ResultSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultFeed.class);
  private static final Duration POLL_WAIT = Duration.ofMillis(500);
  private static final Duration RETRY_WAIT = Duration.ofSeconds(1);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
  private static final long COMPLAIN_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final KafkaSettings kafka;
  private final MeterRegistry meters;
  private final List<ResultListener> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch positioned = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread reader =
      Thread.ofPlatform().name("result-feed").daemon().unstarted(this::run);
  private volatile int epoch = BROKEN;
  private volatile boolean inTouch;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  // The rest belongs to the reader.
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private ResultsTopic.@Nullable Identity topic;
  private int sequences;
  private long complainedNanos = System.nanoTime() - COMPLAIN_EVERY_NANOS;

  public ResultFeed(KafkaSettings kafka, MeterRegistry meters) {
    this.kafka = kafka;
    this.meters = meters;
  }

  @Override
  public void listen(ResultListener listener) {
    listeners.add(listener);
  }

  /// Starts reading, and waits until the place to read from is fixed: what is appended after that
  /// is heard.
  ///
  /// @param wait how long at most; without brokers it goes on trying afterwards
  public void start(Duration wait) {
    reader.start();
    try {
      if (!positioned.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "No results are heard yet from {}; the database is asked until they are",
            kafka.bootstrapServers());
      }
    } catch (InterruptedException e) {
      // Somebody ends the start; the reader ends with close.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public boolean inTouch() {
    return inTouch;
  }

  @Override
  public boolean alive() {
    return reader.isAlive() || reader.getState() == Thread.State.NEW || closing.getCount() == 0;
  }

  /// Waits for the reader to end, of itself or by a defect.
  boolean endsWithin(Duration wait) throws InterruptedException {
    return reader.join(wait);
  }

  private void run() {
    String complaint = "";
    try {
      do {
        try {
          follow();
        } catch (InvalidOffsetException e) {
          LOG.warn("Results are missing: {}", e.getMessage());
          nextOffsets.clear();
        } catch (ExecutionException | KafkaException e) {
          String cause = Causes.of(e);
          // Once per kind of trouble: it is retried every second.
          if (closing.getCount() > 0 && !cause.equals(complaint)) {
            LOG.warn("Cannot read results: {}", cause);
            complaint = cause;
          }
        }
        inTouch = false;
      } while (!closing.await(RETRY_WAIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("The feed was interrupted");
    } finally {
      epoch = BROKEN;
      inTouch = false;
    }
  }

  /// Reads until the topic is another one, something fails, or the feed is closed.
  private void follow() throws ExecutionException, InterruptedException {
    Admin admin = Admin.create(kafka.admin());
    try {
      var results = new ResultsTopic(admin);
      ResultsTopic.Identity found = results.identity();
      var reading = new MeasuredConsumer(kafka.results(), meters);
      consumer = reading;
      try {
        position(reading, found);
        do {
          reading.poll(POLL_WAIT).forEach(this::tell);
          inTouch = results.heard();
        } while (closing.getCount() > 0 && results.is(found));
      } finally {
        consumer = null;
        reading.close(CloseOptions.timeout(Duration.ZERO));
      }
    } finally {
      // Whatever is still asked is asked in vain.
      admin.close(Duration.ZERO);
    }
  }

  /// Goes on where the sequence was, if that can still be said; else starts another one.
  private void position(KafkaConsumer<byte[], byte[]> reading, ResultsTopic.Identity found) {
    reading.assign(found.partitions());
    if (found.equals(topic) && nextOffsets.keySet().containsAll(found.partitions())) {
      nextOffsets.forEach(reading::seek);
      return;
    }
    epoch = BROKEN;
    nextOffsets.clear();
    reading.seekToEnd(found.partitions());
    // Seeking is lazy: without this the end would be the one at the first poll.
    for (TopicPartition partition : found.partitions()) {
      nextOffsets.put(partition, reading.position(partition));
    }
    topic = found;
    sequences++;
    epoch = sequences;
    inTouch = true;
    tellAll(ResultListener::missed);
    positioned.countDown();
    LOG.info("Results are heard from {} partitions, epoch {}", found.partitions().size(), epoch);
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    try {
      Result result = StatusCodec.decode(record.value() == null ? new byte[0] : record.value());
      tellAll(listener -> listener.decided(result));
    } catch (MalformedJsonException e) {
      complain(
          "Skipped an unreadable result",
          record.topic() + "-" + record.partition() + "@" + record.offset(),
          e);
    }
    nextOffsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  /// One that fails neither ends the feed nor keeps the others from hearing it.
  private void tellAll(Consumer<ResultListener> told) {
    for (ResultListener listener : listeners) {
      try {
        told.accept(listener);
      } catch (RuntimeException e) {
        complain("A listener failed", listener.getClass().getName(), e);
      }
    }
  }

  /// At most once a second: a defect would repeat itself with every result.
  private void complain(String what, Object where, Exception cause) {
    long now = System.nanoTime();
    if (now - complainedNanos >= COMPLAIN_EVERY_NANOS) {
      complainedNanos = now;
      LOG.error("{}: {}", what, where, cause);
    }
  }

  /// Ends the reading, within two seconds whatever the brokers do.
  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    } else {
      reader.interrupt();
    }
    try {
      var _ = reader.join(CLOSE_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

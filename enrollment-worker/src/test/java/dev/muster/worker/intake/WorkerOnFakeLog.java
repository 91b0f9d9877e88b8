package dev.muster.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.schemas.wire.RecordHeaders;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.BatchMeters;
import dev.muster.worker.BatchProcessor;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.store.PinTopic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The intake on a real database, between a log and a producer that can be made to misbehave.
final class WorkerOnFakeLog {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final UUID topicId = UUID.randomUUID();
  private final TestDatabase database = TestDatabase.create();
  private final AtomicReference<@Nullable Throwable> death = new AtomicReference<>();
  private final MockProducer<byte[], byte[]> results =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private FakeLog log = new FakeLog();
  private @Nullable CommandConsumer consumer;
  private @Nullable Thread thread;

  UUID topicId() {
    return topicId;
  }

  TestDatabase database() {
    return database;
  }

  /// What is measured of it.
  SimpleMeterRegistry registry() {
    return registry;
  }

  MockProducer<byte[], byte[]> results() {
    return results;
  }

  FakeLog log() {
    return log;
  }

  /// Appends requests that will be refused, since there is no such tournament.
  List<UUID> appendRefusedEnrolls(int count) {
    List<UUID> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(log.append(new Enroll(UUID.randomUUID(), UUID.randomUUID(), null)));
    }
    return requests;
  }

  CommandConsumer start(Decider decider) {
    var meters = new IntakeMeters(registry, Clock.systemUTC());
    var batches = new BatchMeters(registry, Clock.systemUTC());
    var processor = new BatchProcessor(database.worker(), decider, batches);
    var equipment =
        new PartitionLane.Equipment(
            "test",
            database.worker(),
            new BatchRunner(processor, Clock.systemUTC(), meters),
            new ResultPublisher(results),
            log,
            new BatchLimits(4, 1_000_000),
            meters,
            batches,
            Tracing.OFF,
            "test",
            TimeAndChance.REAL,
            Runnable::run,
            LaneThreads.virtual(death::set),
            death::set);
    var topic = new Topic(FakeLog.PARTITION.topic(), topicId, 1);
    var started = new CommandConsumer(log, Map.of(topic.name(), topic), equipment);
    log.schedulePollTask(() -> log.rebalance(List.of(FakeLog.PARTITION)));
    consumer = started;
    thread = Thread.ofPlatform().start(started);
    return started;
  }

  /// Stops the worker; the log can be read by another one then.
  void stop() throws InterruptedException {
    if (consumer != null && thread != null) {
      consumer.stop();
      thread.join();
      log = log.again();
    }
    consumer = null;
  }

  /// Stops the worker, drops the database and sees that the worker did not die of something.
  void close() throws InterruptedException {
    stop();
    database.close();
    assertThat(death.get()).isNull();
  }

  void awaitPublished(long offset) {
    await("SELECT published_offset FROM partition_progress", String.valueOf(offset));
  }

  /// Waits until the partition is parked and tells why.
  String awaitParked() {
    await("SELECT count(parked_reason) FROM partition_progress", "1");
    return database.texts("SELECT parked_reason FROM partition_progress").getFirst();
  }

  void await(String sql, String expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = List.of();
    while (System.nanoTime() < deadline) {
      found = database.texts(sql);
      if (found.equals(List.of(expected))) {
        return;
      }
      Thread.onSpinWait();
    }
    assertThat(found).as(sql).containsExactly(expected);
  }

  List<UUID> decided() {
    return database.texts("SELECT request_id FROM decision ORDER BY \"offset\"").stream()
        .map(UUID::fromString)
        .toList();
  }

  List<@Nullable UUID> published() {
    List<@Nullable UUID> requests = new ArrayList<>();
    results.history().forEach(each -> requests.add(RecordHeaders.requestId(each.headers())));
    return requests;
  }
}

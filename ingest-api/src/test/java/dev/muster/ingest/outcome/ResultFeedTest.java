package dev.muster.ingest.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.log.KafkaSettings;
import dev.muster.ingest.log.TestBroker;
import dev.muster.schemas.Topics;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.StatusCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResultFeedTest {
  private static final int PARTITIONS = 3;
  private static final int WAIT_S = 40;
  private static final Duration START_WAIT = Duration.ofSeconds(WAIT_S);

  private final TestBroker broker;

  ResultFeedTest(@TempDir Path directory) throws Exception {
    broker = new TestBroker(directory);
  }

  @BeforeAll
  void startBroker() throws Exception {
    broker.start();
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void makeTopic() throws Exception {
    try (Admin admin = broker.admin()) {
      make(admin);
    }
  }

  /// A topic that is being deleted is in the way for a moment.
  private static void make(Admin admin) throws Exception {
    var topic = new NewTopic(Topics.RESULTS, PARTITIONS, (short) 1);
    try {
      var _ = admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(TopicExistsException.class);
    }
  }

  private ResultFeed feed() {
    return new ResultFeed(
        new KafkaSettings(broker.bootstrapServers(), Map.of()), new SimpleMeterRegistry());
  }

  /// What a listener heard: results, and `missed` where a sequence starts.
  private static final class Heard implements ResultListener {
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    @Override
    public void decided(Result result) {
      events.add(result);
    }

    @Override
    public void missed() {
      events.add("missed");
    }

    void expect(Object event) throws InterruptedException {
      assertThat(next()).isEqualTo(event);
    }

    @Nullable Object next() throws InterruptedException {
      return events.poll(WAIT_S, TimeUnit.SECONDS);
    }
  }

  private Result publish() throws Exception {
    Result result = Samples.enrolled(UUID.randomUUID(), 7);
    publish(StatusCodec.encode(result));
    return result;
  }

  private void publish(byte @Nullable [] value) throws Exception {
    var serializer = new ByteArraySerializer();
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()), serializer, serializer)) {
      var _ = producer.send(new ProducerRecord<>(Topics.RESULTS, 1, null, value)).get();
    }
  }

  @Test
  void everythingPublishedAfterTheStartIsHeardAndNothingBefore() throws Exception {
    publish();
    var heard = new Heard();
    try (ResultFeed feed = feed()) {
      feed.listen(heard);
      assertThat(feed.live()).isFalse();
      feed.start(START_WAIT);
      assertThat(feed.epoch()).isEqualTo(1);
      assertThat(feed.inTouch()).isTrue();

      heard.expect("missed");
      heard.expect(publish());
      heard.expect(publish());
    }
  }

  @Test
  void whatCannotBeReadIsSkippedAndAListenerThatFailsKeepsNobodyFromHearing() throws Exception {
    var heard = new Heard();
    try (ResultFeed feed = feed()) {
      feed.listen(
          on(
              _ -> {
                throw new IllegalStateException("A defect, planted");
              }));
      feed.listen(heard);
      feed.start(START_WAIT);
      heard.expect("missed");

      publish("{\"status\":\"PENDING\"}".getBytes(UTF_8));
      publish("\u0000\u0001".getBytes(UTF_8));
      publish((byte @Nullable []) null);
      heard.expect(publish());
      assertThat(feed.alive()).isTrue();
    }
  }

  @Test
  void aThreadThatDiedIsNotAlive() throws Exception {
    var dying = new CountDownLatch(1);
    try (ResultFeed feed = feed()) {
      feed.listen(
          on(
              _ -> {
                dying.countDown();
                throw new LinkageError("A defect, planted");
              }));
      assertThat(feed.alive()).isTrue();
      feed.start(START_WAIT);
      assertThat(feed.alive()).isTrue();
      publish();
      assertThat(dying.await(WAIT_S, TimeUnit.SECONDS)).isTrue();
      assertThat(feed.endsWithin(START_WAIT)).isTrue();
      assertThat(feed.alive()).isFalse();
      assertThat(feed.live()).isFalse();
    }
  }

  private static ResultListener on(Consumer<Result> action) {
    return new ResultListener() {
      @Override
      public void decided(Result result) {
        action.accept(result);
      }

      @Override
      public void missed() {}
    };
  }

  @Test
  void aBrokerThatGoesAndComesBackBreaksNothing() throws Exception {
    var heard = new Heard();
    try (ResultFeed feed = feed()) {
      feed.listen(heard);
      feed.start(START_WAIT);
      heard.expect("missed");
      heard.expect(publish());
      broker.kill();
      broker.start();
      heard.expect(publish());
      assertThat(feed.epoch()).isEqualTo(1);
    }
  }

  @Test
  void theStartNeedsNoBroker() throws Exception {
    broker.kill();
    var heard = new Heard();
    try (ResultFeed feed = feed()) {
      feed.listen(heard);
      feed.start(Duration.ofMillis(1));
      assertThat(feed.live()).isFalse();
      assertThat(feed.alive()).isTrue();
      broker.start();
      heard.expect("missed");
      assertThat(feed.epoch()).isEqualTo(1);
      heard.expect(publish());
    }
  }

  @Test
  void aTopicMadeAnewStartsAnotherSequence() throws Exception {
    var heard = new Heard();
    try (ResultFeed feed = feed();
        Admin admin = broker.admin()) {
      publish();
      feed.listen(heard);
      feed.start(START_WAIT);
      heard.expect("missed");
      var _ = admin.deleteTopics(List.of(Topics.RESULTS)).all().get();
      make(admin);
      heard.expect("missed");
      assertThat(feed.epoch()).isEqualTo(2);
      heard.expect(publish());
    }
  }

  @Test
  void offsetsThatAreGoneStartAnotherSequence() throws Exception {
    var heard = new Heard();
    var reading = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (ResultFeed feed = feed();
        Admin admin = broker.admin()) {
      feed.listen(heard);
      feed.listen(
          on(
              _ -> {
                reading.countDown();
                awaitQuietly(go);
              }));
      feed.start(START_WAIT);
      heard.expect("missed");
      // While the feed is held up, its place falls off the log. It may have fetched a little more.
      publish();
      assertThat(reading.await(WAIT_S, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 10; i++) {
        publish();
      }
      var all = Map.of(new TopicPartition(Topics.RESULTS, 1), RecordsToDelete.beforeOffset(-1));
      var _ = admin.deleteRecords(all).all().get();
      go.countDown();

      Object event = heard.next();
      while (event instanceof Result) {
        event = heard.next();
      }
      assertThat(event).isEqualTo("missed");
      assertThat(feed.epoch()).isEqualTo(2);
      heard.expect(publish());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(WAIT_S, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingTakesNoLongerThanItShould() throws Exception {
    ResultFeed feed = feed();
    feed.start(START_WAIT);
    broker.freeze();
    try {
      long start = System.nanoTime();
      feed.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(feed.alive()).as("ended because it was asked to").isTrue();
    } finally {
      broker.thaw();
    }
  }
}

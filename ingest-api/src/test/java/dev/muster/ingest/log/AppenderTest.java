package dev.muster.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.ingest.log.CommandLog.Appended;
import dev.muster.schemas.result.LogPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AppenderTest {
  private static final String TOPIC = "commands";
  private static final int WAIT_S_MAX = 10;

  @Test
  void everyCallersRecordsKeepTheirOrder() throws Exception {
    var producer = new LogProducer();
    int callers = 16;
    int each = 200;
    try (var appender = new Appender(producer)) {
      List<Thread> threads = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        String name = "caller-" + caller;
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int i = 0; i < each; i++) {
                        var _ = appender.append(record(name, Integer.toString(i)));
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      var last = appender.append(record("last", "0")).get(WAIT_S_MAX, TimeUnit.SECONDS);
      assertThat(last.position()).isEqualTo(new LogPosition(0, (long) callers * each));
    }
    Map<String, Integer> next = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
      String caller = new String(sent.key(), UTF_8);
      int number = Integer.parseInt(new String(sent.value(), UTF_8));
      assertThat(number).as(caller).isEqualTo(next.merge(caller, 1, Integer::sum) - 1);
    }
    assertThat(producer.history()).hasSize(callers * each + 1);
  }

  @Test
  void whoeverWaitsBehindOneThatFoundNoRoomIsRefusedWithIt() throws Exception {
    var producer = new FullProducer();
    try (var appender = new Appender(producer)) {
      CompletableFuture<Appended> first = appender.append(record("a", "1"));
      assertThat(producer.blocked.await(WAIT_S_MAX, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Appended> second = appender.append(record("a", "2"));
      CompletableFuture<Appended> third = appender.append(record("b", "3"));
      producer.goOn.countDown();

      // The first was the producer's; the others certainly never reached it.
      assertFailsWith(first, TimeoutException.class);
      assertFailsWith(second, LogUnavailableException.class);
      assertFailsWith(third, LogUnavailableException.class);
      assertThat(producer.history()).isEmpty();

      Appended later = appender.append(record("a", "4")).get(WAIT_S_MAX, TimeUnit.SECONDS);
      assertThat(later.position()).isEqualTo(new LogPosition(0, 0));
    }
  }

  @Test
  void oneThatIsRefusedForItsOwnSakeHoldsUpNobody() throws Exception {
    var producer =
        new LogProducer() {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (record.value().length > 1) {
              throw new RecordTooLargeException("too large");
            }
            return super.send(record, callback);
          }
        };
    try (var appender = new Appender(producer)) {
      assertFailsWith(appender.append(record("a", "large")), RecordTooLargeException.class);
      assertThat(appender.append(record("a", "1")).get(WAIT_S_MAX, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void afterTheEndNothingIsTaken() throws Exception {
    var producer = new FullProducer();
    var appender = new Appender(producer);
    var _ = appender.append(record("a", "1"));
    assertThat(producer.blocked.await(WAIT_S_MAX, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Appended> waiting = appender.append(record("a", "2"));
    appender.close();
    assertFailsWith(waiting, LogUnavailableException.class);
    assertFailsWith(appender.append(record("a", "3")), LogUnavailableException.class);
    assertThat(producer.closed()).isTrue();
    producer.goOn.countDown();
  }

  /// The mock knows no log time.
  private static class LogProducer extends MockProducer<byte[], byte[]> {
    private static final long TIME = 1_000_000;

    LogProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      return super.send(
          record,
          (metadata, failure) ->
              callback.onCompletion(
                  new RecordMetadata(
                      new TopicPartition(TOPIC, 0), metadata.offset(), 0, TIME, 0, 0),
                  failure));
    }
  }

  /// Blocks at the first record, as a producer without room does, and then has none.
  private static final class FullProducer extends LogProducer {
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    // Not synchronized as the mock's own: a blocked producer can still be closed.
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (blocked.getCount() == 0) {
        return super.send(record, callback);
      }
      blocked.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      var failure = new TimeoutException("no room");
      callback.onCompletion(null, failure);
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String key, String value) {
    return new ProducerRecord<>(TOPIC, 0, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static void assertFailsWith(
      CompletableFuture<Appended> append, Class<? extends Exception> cause) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> append.get(WAIT_S_MAX, TimeUnit.SECONDS))
        .withCauseInstanceOf(cause);
  }
}

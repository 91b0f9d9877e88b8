package dev.muster.quickstart.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {
  private static final String TOPIC = "kept";

  @TempDir Path directory;
  private LocalBroker broker;

  @BeforeEach
  void start() {
    broker =
        LocalBroker.start(
            directory.resolve("kafka"), Ports.free(), directory.resolve("broker.log"));
    broker.awaitReady();
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void acknowledgedRecordsSurviveAKill() throws Exception {
    createTopic();
    produce("before the kill");

    broker.kill();
    broker.start();
    broker.awaitReady();

    produce("after the kill");
    assertThat(consume(2)).containsExactly("before the kill", "after the kill");
  }

  @Test
  void acknowledgedRecordsSurviveAStop() throws Exception {
    createTopic();
    produce("before the stop");

    broker.stop();
    broker.start();
    broker.awaitReady();

    assertThat(consume(1)).containsExactly("before the stop");
  }

  @Test
  void makesNoTopicUnasked() {
    assertThatThrownBy(() -> produce("to nowhere"))
        .rootCause()
        .isInstanceOfAny(TimeoutException.class, UnknownTopicOrPartitionException.class);
  }

  private void createTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private void produce(String text) throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "acks",
            "all",
            "max.block.ms",
            5_000,
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class);
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      producer.send(new ProducerRecord<>(TOPIC, text.getBytes(UTF_8))).get();
    }
  }

  private List<String> consume(int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "key.deserializer",
            ByteArrayDeserializer.class,
            "value.deserializer",
            ByteArrayDeserializer.class);
    try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var texts = new ArrayList<String>();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (texts.size() < count && System.nanoTime() < deadline) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
        records.forEach(found -> texts.add(new String(found.value(), UTF_8)));
      }
      return texts;
    }
  }
}

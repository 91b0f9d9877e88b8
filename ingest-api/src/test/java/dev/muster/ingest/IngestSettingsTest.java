package dev.muster.ingest;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.ingest.log.KafkaSettings;
import dev.muster.ingest.log.TopicSettings;
import dev.muster.ingest.outcome.LongPollSettings;
import dev.muster.ingest.read.DatabaseSettings;
import dev.muster.ingest.stream.StreamSettings;
import dev.muster.ingest.webhook.WebhookSettings;
import dev.muster.telemetry.TracingSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@NullMarked
class IngestSettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "muster.kafka.bootstrap-servers", "broker:9092",
          "muster.database.url", "jdbc:postgresql://db/muster",
          "muster.request-id-secret", "sixteen or more!");

  private static IngestSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("muster", Bindable.of(IngestSettings.class));
  }

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(bind(REQUIRED))
        .isEqualTo(
            new IngestSettings(
                new KafkaSettings("broker:9092", Map.of()),
                new DatabaseSettings("jdbc:postgresql://db/muster", "muster_api", "", 8),
                new TopicSettings(12, (short) 3, Duration.ofDays(7)),
                new LongPollSettings(25_000),
                new StreamSettings(3_000, 100, Duration.ofSeconds(15), Duration.ofSeconds(10)),
                new WebhookSettings(null, false, List.of(), List.of(), Duration.ofSeconds(10)),
                new TracingSettings("", 0.1),
                "sixteen or more!",
                Duration.ZERO));
  }

  @Test
  void everySettingCanBeSet() {
    assertThat(
            bind(
                Map.ofEntries(
                    entry("muster.kafka.bootstrap-servers", "a:1,b:2"),
                    entry("muster.kafka.properties.security.protocol", "SSL"),
                    entry("muster.database.url", "jdbc:postgresql://other/db"),
                    entry("muster.database.username", "reader"),
                    entry("muster.database.password", "p"),
                    entry("muster.database.connections-max", "20"),
                    entry("muster.topics.partitions", "6"),
                    entry("muster.topics.replication-factor", "1"),
                    entry("muster.topics.retention", "36h"),
                    entry("muster.longpoll.waiters-max", "7"),
                    entry("muster.streams.open-max", "9"),
                    entry("muster.streams.per-client-max", "8"),
                    entry("muster.streams.heartbeat", "7s"),
                    entry("muster.streams.stalled-max", "6s"),
                    entry("muster.webhooks.secret-key", "a key for webhooks"),
                    entry("muster.webhooks.allow-http", "true"),
                    entry("muster.webhooks.allowed-ports", "8443"),
                    entry("muster.webhooks.allowed-targets", "10.0.0.0/8"),
                    entry("muster.webhooks.answer-wait", "2s"),
                    entry("muster.tracing.endpoint", "http://collector:4318/v1/traces"),
                    entry("muster.tracing.probability", "0.5"),
                    entry("muster.drain", "5s"),
                    entry("muster.request-id-secret", "another secret, long"))))
        .isEqualTo(
            new IngestSettings(
                new KafkaSettings("a:1,b:2", Map.of("security.protocol", "SSL")),
                new DatabaseSettings("jdbc:postgresql://other/db", "reader", "p", 20),
                new TopicSettings(6, (short) 1, Duration.ofHours(36)),
                new LongPollSettings(7),
                new StreamSettings(9, 8, Duration.ofSeconds(7), Duration.ofSeconds(6)),
                new WebhookSettings(
                    "a key for webhooks",
                    true,
                    List.of(8443),
                    List.of("10.0.0.0/8"),
                    Duration.ofSeconds(2)),
                new TracingSettings("http://collector:4318/v1/traces", 0.5),
                "another secret, long",
                Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource({
    "muster.kafka.bootstrap-servers, ''",
    "muster.tracing.endpoint, collector:4318",
    "muster.tracing.probability, 1.1",
    "muster.kafka.properties.ssl.trustore.location, /etc/ca.p12",
    "muster.kafka.properties.security.protocol, TLS",
    "muster.database.url, ''",
    "muster.database.url, jdbc:postgresql://db/muster?sslmod=verify-full",
    "muster.database.url, jdbc:mysql://x/y",
    "muster.database.username, ' '",
    "muster.database.connections-max, 0",
    "muster.database.connections-max, 101",
    "muster.topics.partitions, 0",
    "muster.topics.partitions, 1001",
    "muster.topics.replication-factor, 0",
    "muster.topics.retention, 59m",
    "muster.topics.retention, -1d",
    "muster.longpoll.waiters-max, -1",
    "muster.webhooks.secret-key, too short",
    "muster.webhooks.allowed-targets, 10.0.0.0/99",
    "muster.webhooks.answer-wait, 31s",
    "muster.streams.open-max, -1",
    "muster.streams.per-client-max, 0",
    "muster.streams.heartbeat, 99ms",
    "muster.streams.heartbeat, 6m",
    "muster.streams.stalled-max, 0",
    "muster.drain, -1s",
    "muster.drain, 61s",
    "muster.request-id-secret, ''",
    "muster.request-id-secret, short",
  })
  void badValuesFailWithTheSettingsName(String name, String value) {
    var properties = new HashMap<>(REQUIRED);
    properties.put(name, value);
    assertThatThrownBy(() -> bind(properties)).rootCause().hasMessageContaining(name);
  }

  @Test
  void missingValuesFailWithTheSettingsName() {
    for (String name : REQUIRED.keySet()) {
      var properties = new HashMap<>(REQUIRED);
      properties.remove(name);
      assertThatThrownBy(() -> bind(properties)).rootCause().hasMessageContaining(name);
    }
  }

  @Test
  void secretsAreNotShown() {
    var properties = new HashMap<>(REQUIRED);
    properties.put("muster.database.password", "hidden-1");
    properties.put("muster.kafka.properties.security.protocol", "SASL_SSL");
    properties.put("muster.kafka.properties.sasl.mechanism", "PLAIN");
    properties.put(
        "muster.kafka.properties.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"muster\" password=\"hidden-2\";");
    properties.put("muster.request-id-secret", "hidden-3 hidden-3");
    assertThat(bind(properties).toString()).doesNotContain("hidden");
  }
}

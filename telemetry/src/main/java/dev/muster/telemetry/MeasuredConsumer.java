package dev.muster.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A consumer of raw records whose own metrics are shown for as long as it lives.
public final class MeasuredConsumer extends KafkaConsumer<byte[], byte[]> {
  private final KafkaClientMetrics metrics;

  /// @throws org.apache.kafka.common.KafkaException if a setting is none
  public MeasuredConsumer(Map<String, Object> config, MeterRegistry registry) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.metrics = new KafkaClientMetrics(this, Tags.empty(), KafkaClients.refreshing());
    metrics.bindTo(registry);
  }

  @Override
  public void close() {
    metrics.close();
    super.close();
  }

  @Override
  @Deprecated
  public void close(Duration timeout) {
    metrics.close();
    super.close(timeout);
  }

  @Override
  public void close(CloseOptions options) {
    metrics.close();
    super.close(options);
  }
}

package dev.muster.worker.intake;

import dev.muster.telemetry.Tracing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The traces that commands bring with them; nearly always none.
final class SampledTraces {
  private SampledTraces() {}

  /// The `traceparent` of each sampled command from one offset to before another, by its offset.
  static Map<Long, String> of(List<ConsumerRecord<byte[], byte[]>> records, long from, long to) {
    Map<Long, String> traces = Map.of();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      if (each.offset() >= from && each.offset() < to) {
        String traceparent = Tracing.traceparent(each.headers());
        if (traceparent != null) {
          traces = traces.isEmpty() ? new LinkedHashMap<>() : traces;
          traces.put(each.offset(), traceparent);
        }
      }
    }
    return traces;
  }
}

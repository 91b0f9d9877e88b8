package dev.muster.worker.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The traces that commands bring with them; nearly always none.
final class SampledTraces {
  private SampledTraces() {}

  /// The `traceparent` of each sampled command among these, by its offset.
  static Map<Long, String> of(List<Arrival> arrivals) {
    Map<Long, String> traces = Map.of();
    for (Arrival each : arrivals) {
      String traceparent = each.traceparent();
      if (traceparent != null) {
        traces = traces.isEmpty() ? new LinkedHashMap<>() : traces;
        traces.put(each.entry().offset(), traceparent);
      }
    }
    return traces;
  }
}

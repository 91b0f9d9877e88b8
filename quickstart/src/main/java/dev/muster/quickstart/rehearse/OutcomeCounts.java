package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.Outcome;
import dev.muster.quickstart.rehearse.load.Load;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How often each outcome came.
final class OutcomeCounts {
  private OutcomeCounts() {}

  /// By status; refusals by reason.
  static Map<String, Long> of(Load load, Map<UUID, Outcome> learned) {
    return load.requestIds()
        .flatMap(id -> Stream.ofNullable(learned.get(id)))
        .map(told -> told.reason() == null ? told.status().name() : "REJECTED " + told.reason())
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }
}

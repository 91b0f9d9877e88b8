package dev.muster.quickstart.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Rows by a name that a person can read, such as `player 7a0f...`, in an order that puts causes
/// before consequences: a decision that differs explains the balance that does.
final class Rows {
  private final SequencedMap<String, Object> byName = new LinkedHashMap<>();

  /// @throws IllegalStateException if the name is taken
  void put(String name, Object row) {
    Object before = byName.put(name, row);
    if (before != null) {
      throw new IllegalStateException("two rows are called " + name);
    }
  }

  int size() {
    return byName.size();
  }

  /// What is not as it is here, or null if everything is.
  @Nullable String firstDifference(Rows actual) {
    for (Map.Entry<String, Object> each : byName.entrySet()) {
      Object found = actual.byName.get(each.getKey());
      if (!each.getValue().equals(found)) {
        return "%s%n  by the log:      %s%n  in the database: %s"
            .formatted(each.getKey(), each.getValue(), found == null ? "nothing" : found);
      }
    }
    for (Map.Entry<String, Object> each : actual.byName.entrySet()) {
      if (!byName.containsKey(each.getKey())) {
        return "%s%n  by the log:      nothing%n  in the database: %s"
            .formatted(each.getKey(), each.getValue());
      }
    }
    return null;
  }
}

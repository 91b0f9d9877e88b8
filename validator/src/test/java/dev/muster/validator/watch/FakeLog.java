package dev.muster.validator.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// A broker that says what it is told to say, or nothing.
final class FakeLog implements Log {
  final Map<Place, Long> ends = new HashMap<>();
  final Map<Place, Long> appendedAt = new HashMap<>();
  boolean away;
  int recordsAskedFor;

  @Override
  public Map<Place, Long> endOffsets() throws TimeoutException {
    if (away) {
      throw new TimeoutException("away");
    }
    return Map.copyOf(ends);
  }

  @Override
  public Map<Place, Long> appendedAtMillis(Map<Place, Long> offsets) {
    recordsAskedFor += offsets.size();
    Map<Place, Long> told = new HashMap<>(appendedAt);
    told.keySet().retainAll(offsets.keySet());
    return told;
  }

  @Override
  public void close() {}
}

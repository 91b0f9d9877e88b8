package dev.muster.ingest.outcome;

import dev.muster.ingest.read.ListProgress.Progress;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How far each partition of the command topics is decided, by the results heard and by the
/// database. It hears a result after [Outcomes] does: what it says was told is remembered there.
public final class QueuePositions implements ResultListener {
  private final Map<Place, Long> toldBelow = new ConcurrentHashMap<>();
  private volatile Map<Place, Progress> lastRead = Map.of();
  private volatile Map<Place, Progress> readBefore = Map.of();

  private record Place(String topic, int partition) {}

  @Override
  public void decided(Result result) {
    // Which topic garbage came from is not known.
    CommandType type = result.header().type();
    if (type != null) {
      LogPosition position = result.header().position();
      toldBelow.merge(
          new Place(type.topic(), position.partition()), position.offset() + 1, Math::max);
    }
  }

  @Override
  public void missed() {
    // What was decided stays decided; the next result or read tells how much more is.
  }

  /// Takes what the database says, which is asked once a second at most.
  void read(List<Progress> rows) {
    var byPlace = new HashMap<Place, Progress>();
    rows.forEach(row -> byPlace.put(new Place(row.topic(), row.partition()), row));
    readBefore = lastRead;
    lastRead = byPlace;
  }

  /// Commands of the partition that may still be decided before this one. An upper bound that does
  /// not rise, or empty if nothing is known of the partition.
  OptionalLong aheadAtMost(Pending pending) {
    Place place = place(pending);
    LogPosition position = pending.position();
    if (place == null || position == null) {
      return OptionalLong.empty();
    }
    long below = Math.max(toldBelow.getOrDefault(place, -1L), nextOffset(lastRead, place));
    return below < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, position.offset() - below));
  }

  /// Whether an undecided request should have been heard of by now.
  ///
  /// Either a later one of its partition was: then it is a repeat, which was passed over in silence
  /// because it had its outcome before. Or the database knew of its decision at the last reading
  /// but one, a second ago: then results are late. Where a request's place is not known, any result
  /// that is late casts the doubt.
  boolean overdue(Pending pending) {
    Place place = place(pending);
    LogPosition position = pending.position();
    if (place == null || position == null) {
      return publishingStalls();
    }
    return position.offset() < toldBelow.getOrDefault(place, -1L)
        || position.offset() < nextOffset(readBefore, place);
  }

  /// Whether results that were decided at the last reading but one were not published by the last.
  private boolean publishingStalls() {
    for (var before : readBefore.entrySet()) {
      Progress now = lastRead.get(before.getKey());
      if (now != null && now.publishedOffset() < before.getValue().nextOffset()) {
        return true;
      }
    }
    return false;
  }

  private static long nextOffset(Map<Place, Progress> read, Place place) {
    Progress row = read.get(place);
    return row == null ? -1 : row.nextOffset();
  }

  private static @Nullable Place place(Pending pending) {
    CommandType type = pending.type();
    LogPosition position = pending.position();
    return type == null || position == null ? null : new Place(type.topic(), position.partition());
  }
}

package dev.muster.validator.watch;

import dev.muster.schemas.Topics;
import dev.muster.validator.watch.Log.Place;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Looks at the log from the broker's side: how long it is, and how far behind it the rows are.
///
/// It reads the cursors itself, right after the ends: of two readings at different times the lag of
/// a busy system would be what came in between. Without the database the ends are still seen.
final class LogLook implements Look {
  private final Log log;
  private final HeldConnection database;
  private final Clock clock;
  private final GaugeFamily ends;
  private final GaugeFamily lags;
  private final GaugeFamily oldest;
  private final GaugeFamily fanoutLag;

  /// When the first undecided record of a partition was appended; it stays so until it is decided.
  private Map<Undecided, Long> appendedAtMillis = Map.of();

  private record Undecided(Place place, long offset) {}

  LogLook(Log log, ConnectionSource database, Clock clock, MeterRegistry registry) {
    this.log = log;
    this.database = new HeldConnection(database);
    this.clock = clock;
    this.ends =
        new GaugeFamily(registry, "muster.log.end.offset", "Behind the last record, by the broker");
    this.lags =
        new GaugeFamily(
            registry,
            "muster.log.lag.records",
            "Commands on the log that are not decided, by broker and database");
    this.oldest =
        new GaugeFamily(
            registry,
            "muster.log.oldest.undecided.seconds",
            "Since when the first undecided command is on the log, by the broker; 0 without any");
    this.fanoutLag =
        new GaugeFamily(
            registry,
            "muster.webhook.fanout.lag.records",
            "Results on the log that are not turned into deliveries yet");
  }

  @Override
  public void look() throws ExecutionException, TimeoutException, InterruptedException {
    boolean seen = false;
    try {
      Map<Place, Long> endOffsets = log.endOffsets();
      Map<Tags, Double> shown = new HashMap<>();
      endOffsets.forEach((place, end) -> shown.put(tags(place), (double) end));
      ends.show(shown);
      compare(endOffsets);
      seen = true;
    } finally {
      if (!seen) {
        vanish();
      }
    }
  }

  private void compare(Map<Place, Long> endOffsets) {
    Cursors cursors;
    try {
      cursors = Cursors.read(database.get());
    } catch (SQLException e) {
      // Told by the watch of the database.
      database.close();
      List.of(lags, oldest, fanoutLag).forEach(GaugeFamily::vanish);
      return;
    }
    showDecided(endOffsets, cursors);
    showFannedOut(endOffsets, cursors);
  }

  private void showDecided(Map<Place, Long> endOffsets, Cursors cursors) {
    Map<Tags, Double> records = new HashMap<>();
    Map<Tags, Double> seconds = new HashMap<>();
    Map<Place, Long> behind = new HashMap<>();
    endOffsets.forEach(
        (place, end) -> {
          if (!place.topic().equals(Topics.RESULTS)) {
            long next = cursors.decided(place.topicId(), place.partition());
            records.put(tags(place), (double) Math.max(0, end - next));
            if (end > next) {
              behind.put(place, next);
            } else {
              seconds.put(tags(place), 0.0);
            }
          }
        });
    lags.show(records);
    long now = clock.millis();
    appended(behind)
        .forEach(
            (undecided, at) ->
                seconds.put(tags(undecided.place()), Math.max(0, now - at) / 1000.0));
    oldest.show(seconds);
  }

  /// Asks for those that were not asked for before.
  private Map<Undecided, Long> appended(Map<Place, Long> behind) {
    Map<Undecided, Long> known = new HashMap<>();
    Map<Place, Long> unknown = new HashMap<>();
    behind.forEach(
        (place, next) -> {
          var undecided = new Undecided(place, next);
          Long at = appendedAtMillis.get(undecided);
          if (at == null) {
            unknown.put(place, next);
          } else {
            known.put(undecided, at);
          }
        });
    if (!unknown.isEmpty()) {
      log.appendedAtMillis(unknown)
          .forEach(
              (place, at) -> {
                Long next = unknown.get(place);
                if (next != null) {
                  known.put(new Undecided(place, next), at);
                }
              });
    }
    appendedAtMillis = Map.copyOf(known);
    return known;
  }

  private void showFannedOut(Map<Place, Long> endOffsets, Cursors cursors) {
    boolean any = false;
    long lag = 0;
    for (Map.Entry<Place, Long> entry : endOffsets.entrySet()) {
      Place place = entry.getKey();
      OptionalLong next = cursors.fannedOut(place.topicId(), place.partition());
      if (next.isPresent()) {
        any = true;
        lag += Math.max(0, entry.getValue() - next.getAsLong());
      }
    }
    if (any) {
      fanoutLag.show(lag);
    } else {
      // Webhooks are off, or have never been on.
      fanoutLag.vanish();
    }
  }

  private static Tags tags(Place place) {
    return PartitionTags.of(place.topic(), place.partition());
  }

  private void vanish() {
    List.of(ends, lags, oldest, fanoutLag).forEach(GaugeFamily::vanish);
  }

  @Override
  public void close() {
    vanish();
    log.close();
    database.close();
  }
}

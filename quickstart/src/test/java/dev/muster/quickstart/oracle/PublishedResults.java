package dev.muster.quickstart.oracle;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The results as a consumer sees them that drops repeats: whatever is not behind the highest
/// command offset it has seen of that command partition.
final class PublishedResults {
  private final SequencedMap<Place, Result> seen = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> highest = new HashMap<>();

  private record Place(String topic, LogPosition position) {}

  private PublishedResults() {}

  /// What is wrong with the results, or null if every decision was published once or more, as it
  /// stands, the first copies in the order of the commands.
  ///
  /// @param decisions all of them
  /// @param records the whole results topic, each partition in offset order
  static @Nullable String firstDifference(
      List<Decided> decisions, List<ConsumerRecord<byte[], byte[]>> records) {
    var published = new PublishedResults();
    Map<Place, Result> wanted = new LinkedHashMap<>();
    for (Decided each : decisions) {
      wanted.put(new Place(each.topic(), each.result().header().position()), each.result());
    }
    for (ConsumerRecord<byte[], byte[]> each : records) {
      Result result = decode(each);
      Place place = place(each, result);
      if (!result.equals(wanted.get(place))) {
        return "%s%n  published: %s%n  decided:   %s"
            .formatted(place, result, wanted.getOrDefault(place, null));
      }
      published.see(place, result);
    }
    for (Map.Entry<Place, Result> each : wanted.entrySet()) {
      if (!published.seen.containsKey(each.getKey())) {
        return "%s%n  published: never, or behind a later one%n  decided:   %s"
            .formatted(each.getKey(), each.getValue());
      }
    }
    return null;
  }

  private void see(Place place, Result result) {
    var partition = new TopicPartition(place.topic(), place.position().partition());
    long offset = place.position().offset();
    if (offset > highest.getOrDefault(partition, -1L)) {
      highest.put(partition, offset);
      seen.put(place, result);
    }
  }

  private static Place place(ConsumerRecord<byte[], byte[]> each, Result result) {
    CommandType type = result.header().type();
    if (type == null) {
      throw new IllegalArgumentException("a result without a type at offset " + each.offset());
    }
    return new Place(type.topic(), result.header().position());
  }

  private static Result decode(ConsumerRecord<byte[], byte[]> each) {
    try {
      return StatusCodec.decode(each.value());
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("no result at offset " + each.offset(), e);
    }
  }
}

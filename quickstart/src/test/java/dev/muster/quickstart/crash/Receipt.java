package dev.muster.quickstart.crash;

import dev.muster.quickstart.oracle.TopicReader;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.MalformedJsonException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a client was promised by a 202: this request is on the log, at this place.
record Receipt(UUID requestId, String topic, LogPosition position) {
  /// The receipts that the log does not keep.
  ///
  /// @param records all records of the command topics
  static List<Receipt> broken(
      Collection<Receipt> receipts, List<ConsumerRecord<byte[], byte[]>> records) {
    Set<Receipt> kept = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      var position = new LogPosition(each.partition(), each.offset());
      kept.add(new Receipt(requestId(each), each.topic(), position));
    }
    return receipts.stream().filter(receipt -> !kept.contains(receipt)).toList();
  }

  /// The same, of the log as it is now.
  static List<Receipt> broken(Collection<Receipt> receipts, TopicReader topics) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.addAll(topics.tournamentCommands().records());
    records.addAll(topics.playerCommands().records());
    return broken(receipts, records);
  }

  private static UUID requestId(ConsumerRecord<byte[], byte[]> each) {
    try {
      return CommandCodec.decode(each.value()).requestId();
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("no command at offset " + each.offset(), e);
    }
  }
}

package dev.muster.worker.decode;

import dev.muster.schemas.Limits;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.RecordHeaders;
import dev.muster.worker.decision.LogEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/// Turns every record into an entry that can be decided. What is no command becomes a malformed
/// entry and gets a stored outcome; nothing is skipped and nothing is thrown.
public final class RecordDecoder {
  private final UUID topicId;
  private final int partitionCount;

  /// For one topic.
  ///
  /// @param topicId the id the broker gave it
  public RecordDecoder(UUID topicId, int partitionCount) {
    this.topicId = topicId;
    this.partitionCount = partitionCount;
  }

  /// The entry that a record is.
  public LogEntry decode(ConsumerRecord<byte[], byte[]> polled) {
    Instant appendedAt = Instant.ofEpochMilli(polled.timestamp());
    byte[] value = polled.value();
    if (value == null) {
      return malformed(polled, appendedAt, "has no value");
    }
    if (value.length > Limits.COMMAND_BYTES_MAX) {
      return malformed(polled, appendedAt, "is larger than " + Limits.COMMAND_BYTES_MAX + " bytes");
    }
    try {
      CommandEnvelope envelope = CommandCodec.decode(value);
      Command command = envelope.command();
      if (!command.type().topic().equals(polled.topic())) {
        return malformed(
            polled, appendedAt, command.type() + " belongs on " + command.type().topic());
      }
      if (homePartition(command.key()) != polled.partition()) {
        // Two partitions for one tournament would be two orders. Seen from producers with another
        // hash.
        return malformed(
            polled,
            appendedAt,
            "is in a partition that its key does not belong to (librdkafka needs"
                + " partitioner=murmur2_random, and the key is the id in lower case)");
      }
      return new LogEntry.Request(polled.offset(), appendedAt, envelope);
    } catch (MalformedJsonException e) {
      return malformed(polled, appendedAt, String.valueOf(e.getMessage()));
    }
  }

  private int homePartition(UUID key) {
    byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitionCount;
  }

  private LogEntry malformed(
      ConsumerRecord<byte[], byte[]> polled, Instant appendedAt, String detail) {
    String place = topicId + "/" + polled.partition() + "/" + polled.offset();
    return new LogEntry.Malformed(
        polled.offset(),
        appendedAt,
        RecordHeaders.requestId(polled.headers()),
        UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)),
        detail);
  }
}

package dev.muster.worker.webhook.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.Limits;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.WebhookCommandCodec;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record of the command topic, read. Whatever cannot be read becomes a value too, so that it is
/// stored instead of skipped.
sealed interface ManagementRecord {
  /// A command to carry out.
  ///
  /// @param offset its place on the log
  record Request(WebhookCommandEnvelope envelope, long offset) implements ManagementRecord {}

  /// No command.
  ///
  /// @param operationId made from the record's place, so that it is the same each time
  /// @param endpointId what the record's key names, or null
  record Unreadable(UUID operationId, @Nullable UUID endpointId, String detail)
      implements ManagementRecord {}

  /// Reads one record.
  static ManagementRecord read(ConsumerRecord<byte[], byte[]> polled, int partitionCount) {
    byte[] value = polled.value();
    if (value == null) {
      return unreadable(polled, "has no value");
    }
    if (value.length > Limits.COMMAND_BYTES_MAX) {
      return unreadable(polled, "is larger than " + Limits.COMMAND_BYTES_MAX + " bytes");
    }
    try {
      WebhookCommandEnvelope envelope = WebhookCommandCodec.decode(value);
      int home = AssignedEndpoints.partition(envelope.endpointId(), partitionCount);
      return home == polled.partition()
          ? new Request(envelope, polled.offset())
          // Its owner is another process, and its order another one.
          : unreadable(polled, "is in a partition that its endpoint does not belong to");
    } catch (MalformedJsonException e) {
      return unreadable(polled, String.valueOf(e.getMessage()));
    }
  }

  private static Unreadable unreadable(ConsumerRecord<byte[], byte[]> polled, String detail) {
    // The time tells a topic that was made anew from the old one.
    String place =
        polled.topic()
            + "/"
            + polled.partition()
            + "/"
            + polled.offset()
            + "/"
            + polled.timestamp();
    byte[] key = polled.key();
    return new Unreadable(
        UUID.nameUUIDFromBytes(place.getBytes(UTF_8)),
        key == null ? null : JsonFields.parseUuid(new String(key, UTF_8)),
        detail);
  }
}

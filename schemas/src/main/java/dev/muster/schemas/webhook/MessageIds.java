package dev.muster.schemas.webhook;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// The ids that receivers recognise repeats by: the same on every retry and resend.
public final class MessageIds {
  private static final HexFormat HEX = HexFormat.of();
  private static final int ID_BYTES = 16;

  private MessageIds() {}

  /// The `webhook-id` of one event. Whoever writes to the command log directly chooses its request
  /// ids, so the id is a hash and not the request id itself.
  public static String event(UUID eventId) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(eventId));
      return "evt_" + HEX.formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The `webhook-id` of a POST that carries several events.
  public static String batch(UUID batchId) {
    return "bat_" + HEX.formatHex(bytes(batchId));
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(ID_BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}

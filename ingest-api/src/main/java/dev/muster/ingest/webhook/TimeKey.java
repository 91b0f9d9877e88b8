package dev.muster.ingest.webhook;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place in a list that is sorted by time, newest first, and by id within a moment.
record TimeKey(Instant time, UUID id) {
  static final int BYTES = 3 * Long.BYTES;
  static final TimeKey NEWEST =
      new TimeKey(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

  /// The key in a cursor.
  static @Nullable TimeKey of(@Nullable ByteBuffer cursor) {
    if (cursor == null) {
      return null;
    }
    Instant time = Instant.EPOCH.plus(cursor.getLong(), ChronoUnit.MICROS);
    return new TimeKey(time, new UUID(cursor.getLong(), cursor.getLong()));
  }

  ByteBuffer bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time))
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
  }
}

package dev.muster.worker.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A one-dimensional array in PostgreSQL's binary format, as its `array_recv` takes it: dimensions,
/// whether there is a null, the elements' type, length and lowest index, then each element's length
/// (-1 for null) and bytes. The driver writes arrays of objects as text, on which both sides would
/// spend a tenth of a batch's time.
final class BinaryArray {
  private static final int HEADER_BYTES = 20;

  /// What most elements take, with their length.
  private static final int ELEMENT_BYTES = 20;

  /// Times are microseconds from here.
  private static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private ByteBuffer bytes;

  private BinaryArray(int length) {
    bytes = ByteBuffer.allocate(HEADER_BYTES + length * ELEMENT_BYTES);
  }

  /// The elements are all of one class: UUID (uuid), Long (int8), Instant (timestamptz), rounded
  /// to microseconds, or String (text).
  ///
  /// @param elementType the type's number in the server's catalog
  static byte[] of(int elementType, @Nullable Object[] elements) {
    var array = new BinaryArray(elements.length);
    ByteBuffer head = array.bytes;
    if (elements.length == 0) {
      head.putInt(0).putInt(0).putInt(elementType);
      return array.finished();
    }
    head.putInt(1).putInt(0).putInt(elementType).putInt(elements.length).putInt(1);
    boolean nulls = false;
    for (Object element : elements) {
      array.add(element);
      nulls |= element == null;
    }
    array.bytes.putInt(4, nulls ? 1 : 0);
    return array.finished();
  }

  private byte[] finished() {
    byte[] finished = new byte[bytes.position()];
    bytes.get(0, finished);
    return finished;
  }

  private void add(@Nullable Object element) {
    switch (element) {
      case null -> room(0).putInt(-1);
      case UUID uuid ->
          room(16)
              .putInt(16)
              .putLong(uuid.getMostSignificantBits())
              .putLong(uuid.getLeastSignificantBits());
      case Long number -> room(8).putInt(8).putLong(number);
      case Instant time -> room(8).putInt(8).putLong(micros(time));
      case String text -> {
        byte[] encoded = text.getBytes(UTF_8);
        room(encoded.length).putInt(encoded.length).put(encoded);
      }
      default -> throw new IllegalArgumentException("no array of " + element.getClass());
    }
  }

  /// Rounded as the driver rounds a time that is no array's: one time must be the same in every
  /// statement that names it.
  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond() - EPOCH_SECOND, 1_000_000L),
        (time.getNano() + 500) / 1_000);
  }

  /// The buffer, with room for a length and so many bytes.
  private ByteBuffer room(int length) {
    if (bytes.remaining() < Integer.BYTES + length) {
      int capacity = Math.addExact(2 * bytes.capacity(), length);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }
}

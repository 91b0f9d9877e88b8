package dev.muster.ingest.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// One event of a stream.
final class Event {
  private final byte[] bytes;
  private final boolean last;

  private Event(byte[] bytes, boolean last) {
    this.bytes = bytes;
    this.last = last;
  }

  /// As sent; not to be changed.
  byte[] bytes() {
    return bytes;
  }

  /// Whether the stream ends with it.
  boolean last() {
    return last;
  }

  /// An event that carries a state as one line of JSON.
  ///
  /// @param id what a reader that comes back says it saw last
  static Event of(String name, String id, byte[] json, boolean last) {
    var out = new ByteArrayOutputStream(json.length + 64);
    out.writeBytes(("event: " + name + "\nid: " + id + "\ndata: ").getBytes(UTF_8));
    out.writeBytes(json);
    out.writeBytes("\n\n".getBytes(UTF_8));
    return new Event(out.toByteArray(), last);
  }

  /// How long a reader is to wait before it comes back.
  static byte[] retry(long millis) {
    return ("retry: " + millis + "\n\n").getBytes(UTF_8);
  }
}

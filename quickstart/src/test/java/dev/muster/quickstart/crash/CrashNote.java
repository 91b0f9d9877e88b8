package dev.muster.quickstart.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The batch of tournament commands at which a [CrashingWorker] crashed.
record CrashNote(int partition, long firstOffset, long nextOffset) {
  String text() {
    return partition + " " + firstOffset + " " + nextOffset;
  }

  static CrashNote read(Path file) {
    try {
      String[] parts = Files.readString(file).strip().split(" ", -1);
      return new CrashNote(
          Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

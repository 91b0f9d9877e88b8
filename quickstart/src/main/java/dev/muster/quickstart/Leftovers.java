package dev.muster.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What a system that was started for one run leaves on the disk.
final class Leftovers {
  private Leftovers() {}

  /// Removes the directory.
  ///
  /// @param keep only say where it is, and have the judge's commands mean it
  static void cleanUp(Path directory, boolean keep) {
    if (keep) {
      new KeptSystem(Muster.home()).remember(directory);
      System.out.println("kept in " + directory);
      System.out.println("judge it:   ./muster check, ./muster replay, ./muster report");
      System.out.println("go on with: MUSTER_DATA_DIR=%s ./muster up".formatted(directory));
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}

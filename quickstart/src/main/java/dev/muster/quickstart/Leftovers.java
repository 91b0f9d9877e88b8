package dev.muster.quickstart;

import dev.muster.quickstart.system.Folders;
import java.nio.file.Path;

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
    } else {
      Folders.remove(directory);
    }
  }
}

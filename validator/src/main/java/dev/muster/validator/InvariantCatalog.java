package dev.muster.validator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// All invariants there are: every `.sql` file in `invariants`, in the order of the file names.
/// Adding one is adding a file.
public final class InvariantCatalog {
  private static final String DIRECTORY = "/invariants";

  private InvariantCatalog() {}

  /// Reads the catalog from the class path.
  ///
  /// @throws IllegalArgumentException if a file's head is incomplete
  public static List<Invariant> load() {
    URL directory = InvariantCatalog.class.getResource(DIRECTORY);
    if (directory == null) {
      throw new IllegalStateException(DIRECTORY + " is not on the class path");
    }
    try {
      if (directory.openConnection() instanceof JarURLConnection jar) {
        Path file = Path.of(jar.getJarFileURL().toURI());
        try (FileSystem inside = FileSystems.newFileSystem(file)) {
          return read(inside.getPath(DIRECTORY));
        }
      }
      return read(Path.of(directory.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Those that are cheap enough to be checked every minute.
  static List<Invariant> everyMinute() {
    return load().stream().filter(Invariant::everyMinute).toList();
  }

  private static List<Invariant> read(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(InvariantCatalog::parse)
          .toList();
    }
  }

  private static Invariant parse(Path file) {
    try {
      return Invariant.parse(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.muster.worker.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A scenario the way it was written. The file's name is the rule.
public record Scenario(String file, String text) {
  private static final String FOLDER = "/scenarios";

  /// How many requests are handed over at a time.
  public enum Pace {
    /// Each request waits for the answer to the one before.
    ONE_BY_ONE,
    /// All requests at once. What is expected in the middle is left out: one batch has no middle.
    ONE_BATCH
  }

  /// Every scenario of the class path, by name.
  public static List<Scenario> all() {
    URL folder = Objects.requireNonNull(Scenario.class.getResource(FOLDER), FOLDER);
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return readFolder(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return readFolder(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Scenario> readFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".scenario"))
          .sorted()
          .map(Scenario::readFile)
          .toList();
    }
  }

  private static Scenario readFile(Path file) {
    try {
      return new Scenario(file.getFileName().toString(), Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs it to the end.
  ///
  /// @throws AssertionError if anything is not as expected; it lists every difference with its line
  /// @throws ScenarioException if a line cannot be read
  public void runAgainst(ScenarioSystem system, Pace pace) {
    var cast = new Cast(file + " " + pace, system.start());
    new ScenarioRun(system, new ScenarioParser(file, cast).parse(text)).run(pace);
  }

  @Override
  public String toString() {
    return file.replace(".scenario", "").replace('-', ' ');
  }
}

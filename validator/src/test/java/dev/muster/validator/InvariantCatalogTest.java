package dev.muster.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvariantCatalogTest {
  private static final String FILE =
      """
      -- id: seats-taken
      -- severity: WARNING
      -- meaning: Seats are taken.
      -- what to do: Sit down.
      -- an ordinary comment: not part of the head
      SELECT 1
      """;

  @Test
  void readsEveryFileInOrder() {
    var invariants = InvariantCatalog.load();
    assertThat(invariants)
        .extracting(Invariant::id)
        .doesNotHaveDuplicates()
        .startsWith("within-capacity");
    assertThat(invariants)
        .allSatisfy(
            invariant -> {
              assertThat(invariant.meaning()).endsWith(".");
              assertThat(invariant.whatToDo()).endsWith(".");
              // A LIMIT would hide how bad it is.
              assertThat(invariant.query())
                  .doesNotContainIgnoringCase("limit ")
                  .contains("ORDER BY");
            });
  }

  @Test
  void thePageNamesEachWithItsMeaning() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "invariants.md"));
    assertThat(InvariantCatalog.load())
        .allSatisfy(
            invariant ->
                assertThat(page)
                    .contains(
                        "| `%s` | %s | %s | %s | %s |"
                            .formatted(
                                invariant.id(),
                                invariant.severity(),
                                invariant.everyMinute() ? "every minute" : "full check",
                                invariant.isWindowed() ? "window" : "whole state",
                                invariant.meaning())));
  }

  /// In production the files are entries of a jar, not files.
  @Test
  void readsEveryFileFromAJar(@TempDir Path directory) throws Exception {
    URL classes = InvariantCatalog.class.getProtectionDomain().getCodeSource().getLocation();
    Path jar = directory.resolve("validator.jar");
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            "--create",
            "--file=" + jar,
            "-C",
            Path.of(classes.toURI()).toString(),
            ".");
    try (var loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Object loaded =
          loader.loadClass(InvariantCatalog.class.getName()).getMethod("load").invoke(null);
      assertThat(String.valueOf(loaded)).isEqualTo(InvariantCatalog.load().toString());
    }
  }

  @Test
  void readsTheHead() {
    Invariant invariant = Invariant.parse("07-seats-taken.sql", FILE);
    assertThat(invariant.id()).isEqualTo("seats-taken");
    assertThat(invariant.severity()).isEqualTo(Severity.WARNING);
    assertThat(invariant.meaning()).isEqualTo("Seats are taken.");
    assertThat(invariant.whatToDo()).isEqualTo("Sit down.");
    assertThat(invariant.query()).endsWith("SELECT 1").doesNotContain("Sit down");
  }

  @ParameterizedTest
  @CsvSource({
    "07-seats-taken.sql, -- id: seats-taken, lacks the head line '-- id: ...'",
    "07-seats-taken.sql, -- severity: WARNING, lacks the head line '-- severity: ...'",
    "07-seats-taken.sql, -- meaning: Seats are taken., lacks the head line '-- meaning: ...'",
    "07-seats-taken.sql, -- what to do: Sit down., lacks the head line '-- what to do: ...'",
    "07-seats.sql, '', must be named NN-seats-taken.sql",
    "seats-taken.sql, '', must be named NN-seats-taken.sql",
  })
  void refusesAFileThatIsNotLikeTheOthers(String name, String without, String message) {
    String text = without.isEmpty() ? FILE : FILE.replace(without + "\n", "");
    assertThatThrownBy(() -> Invariant.parse(name, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " " + message);
  }
}

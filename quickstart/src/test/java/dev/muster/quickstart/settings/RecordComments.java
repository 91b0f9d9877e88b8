package dev.muster.quickstart.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the comment of a record says of its components, read from its source: class files have no
/// comments.
final class RecordComments {
  private static final Pattern PARAMETER =
      Pattern.compile("@param (\\w+) (.*?)(?=\\s@|$)", Pattern.DOTALL);

  private RecordComments() {}

  /// By component.
  static Map<String, String> of(Class<?> record) {
    List<String> lines = source(record).lines().toList();
    var declaration = Pattern.compile("\\brecord " + record.getSimpleName() + "\\(");
    int line = 0;
    while (!declaration.matcher(lines.get(line)).find()) {
      line++;
    }
    Map<String, String> meanings = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(commentBefore(lines, line));
    while (parameter.find()) {
      meanings.put(parameter.group(1), parameter.group(2).replaceAll("\\s+", " ").strip());
    }
    return meanings;
  }

  private static String commentBefore(List<String> lines, int declaration) {
    List<String> comment = new ArrayList<>();
    int line = declaration - 1;
    while (line >= 0 && !lines.get(line).strip().startsWith("///")) {
      line--; // Annotations.
    }
    while (line >= 0 && lines.get(line).strip().startsWith("///")) {
      comment.addFirst(lines.get(line).strip().substring(3));
      line--;
    }
    return String.join("\n", comment);
  }

  private static String source(Class<?> record) {
    String path = record.getName().replaceAll("[$].*", "").replace('.', '/') + ".java";
    try (Stream<Path> modules = Files.list(Path.of("").toAbsolutePath().resolveSibling("."))) {
      Path file =
          modules
              .map(module -> module.resolve("src/main/java").resolve(path))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

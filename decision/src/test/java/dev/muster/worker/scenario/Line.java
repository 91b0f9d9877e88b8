package dev.muster.worker.scenario;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Half a line of a scenario, cut into words and `name=value` options. Every word and option has to
/// be taken by somebody: what is left over is an error, so no misspelt option passes in silence.
final class Line {
  private final String file;
  private final int number;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();

  Line(String file, int number, String text) {
    this.file = file;
    this.number = number;
    for (String word : text.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        words.add(word);
      } else if (options.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw error("'" + word.substring(0, equals) + "' is given twice");
      }
    }
    words.removeIf(String::isEmpty);
  }

  int number() {
    return number;
  }

  ScenarioException error(String problem) {
    return new ScenarioException(file, number, problem);
  }

  /// Takes the next word.
  String word(String what) {
    if (words.isEmpty()) {
      throw error(what + " is missing");
    }
    return words.removeFirst();
  }

  /// Takes the next word if it is this one.
  boolean takes(String word) {
    return !words.isEmpty() && words.getFirst().equals(word) && words.remove(0) != null;
  }

  /// Takes a tournament's name: T and a number.
  String tournament() {
    return name("T", "a tournament, such as T1");
  }

  /// Takes a player's name: P and a number.
  String player() {
    return name("P", "a player, such as P1");
  }

  boolean nextIsTournament() {
    return !words.isEmpty() && words.getFirst().matches("T\\d+");
  }

  private String name(String letter, String what) {
    String word = word(what);
    if (!word.matches(letter + "\\d+")) {
      throw error("'" + word + "' stands where " + what + " was expected");
    }
    return word;
  }

  /// Takes all options.
  Map<String, String> options() {
    Map<String, String> taken = new LinkedHashMap<>(options);
    options.clear();
    return taken;
  }

  /// Takes an option if it is there.
  @Nullable String option(String name) {
    return options.remove(name);
  }

  /// Takes an option if it is there, and reads it.
  <T> @Nullable T option(String name, String kind, Function<String, T> reader) {
    String text = options.remove(name);
    return text == null ? null : read(text, name, kind, reader);
  }

  /// Takes an option that must be there.
  long requiredNumber(String name) {
    Long value = option(name, "a number", Long::valueOf);
    if (value == null) {
      throw error("'" + name + "=' is missing");
    }
    return value;
  }

  /// Reads a text as what it should be.
  <T> T read(String text, String name, String kind, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw error("'" + text + "' (" + name + ") is not " + kind);
    }
  }

  /// Reads the name of an enum constant.
  <E extends Enum<E>> E constant(String text, Class<E> type) {
    String known = Arrays.toString(type.getEnumConstants());
    return read(
        text,
        type.getSimpleName().toLowerCase(Locale.ROOT),
        "one of " + known,
        name -> Enum.valueOf(type, name));
  }

  /// Everything has been taken.
  void end() {
    if (!words.isEmpty()) {
      throw error("'" + words.getFirst() + "' is one word too many");
    }
    if (!options.isEmpty()) {
      throw error("unknown option '" + options.keySet().iterator().next() + "'");
    }
  }
}

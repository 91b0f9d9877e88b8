package dev.muster.validator.report;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the rows said at the moment of the report; see [Fact].
///
/// @param values one for each
record Facts(Map<Fact, String> values) {
  /// Name and version of the format. Another canonical form would be another version.
  static final String FORMAT = "muster-drop-report/1";

  private static final String NONE = "-";

  Facts {
    values = Map.copyOf(values);
    if (values.size() != Fact.values().length) {
      throw new IllegalArgumentException("facts are missing");
    }
  }

  /// Puts facts together.
  static final class Builder {
    private final Map<Fact, String> values = new EnumMap<>(Fact.class);

    Builder() {
      values.put(Fact.FORMAT, FORMAT);
    }

    Builder put(Fact fact, @Nullable Object value) {
      values.put(fact, value == null ? NONE : value.toString());
      return this;
    }

    Facts build() {
      return new Facts(values);
    }
  }

  /// Reads the lines of a report.
  ///
  /// @throws IllegalArgumentException if they are not those of this format, in its order
  static Facts parse(List<String> lines) {
    Map<Fact, String> values = new EnumMap<>(Fact.class);
    Fact[] order = Fact.values();
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(" ", 2);
      if (i >= order.length || !parts[0].equals(order[i].label()) || parts.length < 2) {
        throw new IllegalArgumentException("this is not fact " + (i + 1) + ": " + lines.get(i));
      }
      values.put(order[i], parts[1]);
    }
    var facts = new Facts(values);
    facts.check();
    return facts;
  }

  private void check() {
    if (!text(Fact.FORMAT).equals(FORMAT)) {
      throw new IllegalArgumentException("its format is " + text(Fact.FORMAT) + ", not " + FORMAT);
    }
    tournament();
    salt();
    timeOrNull(Fact.SINCE);
    for (Fact fact : List.of(Fact.CAPACITY, Fact.FEE_CREDITS)) {
      number(fact);
    }
    for (Fact fact : Fact.values()) {
      if (fact.compareTo(Fact.ENROLLED_COUNT) >= 0) {
        number(fact);
      }
    }
  }

  /// In the order of the chain.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Fact fact : Fact.values()) {
      lines.add(fact.label() + " " + text(fact));
    }
    return lines;
  }

  String text(Fact fact) {
    return Objects.requireNonNull(values.get(fact));
  }

  /// Null for what there is not.
  @Nullable String textOrNull(Fact fact) {
    return text(fact).equals(NONE) ? null : text(fact);
  }

  long number(Fact fact) {
    try {
      return Long.parseLong(text(fact));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "fact " + fact.label() + " is no number: " + text(fact), e);
    }
  }

  @Nullable Instant timeOrNull(Fact fact) {
    String text = textOrNull(fact);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("fact " + fact.label() + " is no time: " + text, e);
    }
  }

  UUID tournament() {
    return UUID.fromString(text(Fact.TOURNAMENT));
  }

  Salt salt() {
    return new Salt(text(Fact.SALT));
  }
}

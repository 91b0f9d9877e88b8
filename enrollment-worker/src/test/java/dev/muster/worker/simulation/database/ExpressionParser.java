package dev.muster.worker.simulation.database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads expressions: parameters, columns of the rows in sight, `greatest`, `CASE`, sums, and
/// conditions joined by `AND`.
final class ExpressionParser {
  /// Places of the rows in sight.
  static final int UNNESTED = 0;

  static final int TABLE = 1;
  static final int EXCLUDED = 2;

  private static final Set<String> COMPARISONS = Set.of("=", ">=", "<=", "<", ">");

  /// Where a column is.
  record Column(int row, int index) {}

  private final Tokens tokens;
  private final Map<String, Integer> aliases = new HashMap<>();
  private final Map<Integer, List<String>> columns = new HashMap<>();

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Rows of this name and these columns are in sight.
  void see(int row, String alias, List<String> names) {
    aliases.put(alias, row);
    columns.put(row, names);
  }

  /// Conditions joined by `AND`.
  List<Expression> conditions() {
    List<Expression> all = new ArrayList<>();
    do {
      all.add(condition());
    } while (tokens.take("AND"));
    return all;
  }

  private Expression condition() {
    Expression left = value();
    if (tokens.take("IS NULL")) {
      return (rows, parameters) -> left.of(rows, parameters) == null;
    }
    if (tokens.take("IS NOT NULL")) {
      return (rows, parameters) -> left.of(rows, parameters) != null;
    }
    if (tokens.take("IN (")) {
      List<Expression> choices = new ArrayList<>();
      do {
        choices.add(value());
      } while (tokens.take(","));
      tokens.expect(")");
      return (rows, parameters) -> {
        Object value = left.of(rows, parameters);
        for (Expression choice : choices) {
          if (value != null && value.equals(choice.of(rows, parameters))) {
            return true;
          }
        }
        return false;
      };
    }
    if (!COMPARISONS.contains(tokens.peek())) {
      throw tokens.unknown("no comparison");
    }
    return Expression.compare(tokens.next(), left, value());
  }

  /// One value.
  Expression value() {
    Expression left = term();
    if (tokens.take("+")) {
      Expression right = term();
      return (rows, parameters) ->
          (Long) Objects.requireNonNull(left.of(rows, parameters))
              + (Long) Objects.requireNonNull(right.of(rows, parameters));
    }
    return left;
  }

  private Expression term() {
    if (tokens.take("now ( )")) {
      return (rows, parameters) -> Instant.EPOCH;
    }
    if (tokens.take("greatest (")) {
      Expression one = value();
      tokens.expect(",");
      Expression other = value();
      tokens.expect(")");
      return (rows, parameters) ->
          Math.max(
              (Long) Objects.requireNonNull(one.of(rows, parameters)),
              (Long) Objects.requireNonNull(other.of(rows, parameters)));
    }
    if (tokens.take("CASE WHEN")) {
      Expression when = condition();
      tokens.expect("THEN");
      Expression then = value();
      tokens.expect("ELSE");
      Expression otherwise = value();
      tokens.expect("END");
      return (rows, parameters) ->
          (when.holds(rows, parameters) ? then : otherwise).of(rows, parameters);
    }
    String word = tokens.next();
    if (word.startsWith("?")) {
      int index = Integer.parseInt(word.substring(1));
      return (rows, parameters) -> parameters[index];
    }
    if (word.startsWith("'")) {
      String text = word.substring(1, word.length() - 1);
      return (rows, parameters) -> text;
    }
    if (Character.isDigit(word.charAt(0))) {
      Long number = Long.valueOf(word);
      return (rows, parameters) -> number;
    }
    if (word.equalsIgnoreCase("NULL")) {
      return (rows, parameters) -> null;
    }
    Column column = column(word);
    return (rows, parameters) -> rows[column.row()][column.index()];
  }

  private Column column(String word) {
    if (tokens.take(".")) {
      Integer row = aliases.get(word);
      if (row == null) {
        throw tokens.unknown("nothing is called " + word);
      }
      return found(row, tokens.next());
    }
    for (int row : new int[] {TABLE, UNNESTED}) {
      List<String> names = columns.get(row);
      if (names != null && names.contains(word)) {
        return found(row, word);
      }
    }
    throw tokens.unknown("no column " + word);
  }

  private Column found(int row, String name) {
    @Nullable List<String> names = columns.get(row);
    int index = names == null ? -1 : names.indexOf(name);
    if (index < 0) {
      throw tokens.unknown("no column " + name);
    }
    return new Column(row, index);
  }
}

package dev.muster.worker.simulation.database;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A value that a statement computes.
@FunctionalInterface
interface Expression {
  /// What it is for these rows.
  ///
  /// @param rows the rows in sight: what `unnest` gave, the table's, and what `excluded` names
  @Nullable Object of(@Nullable Object[][] rows, @Nullable Object[] parameters);

  /// A comparison as SQL has it: what is unknown is not true.
  static Expression compare(String operator, Expression left, Expression right) {
    return (rows, parameters) -> {
      Object one = left.of(rows, parameters);
      Object other = right.of(rows, parameters);
      if (one == null || other == null) {
        return false;
      }
      return switch (operator) {
        case "=" -> Objects.equals(one, other);
        case ">=" -> (Long) one >= (Long) other;
        case "<=" -> (Long) one <= (Long) other;
        case "<" -> (Long) one < (Long) other;
        case ">" -> (Long) one > (Long) other;
        default -> throw new IllegalStateException(operator);
      };
    };
  }

  default boolean holds(@Nullable Object[][] rows, @Nullable Object[] parameters) {
    return Boolean.TRUE.equals(of(rows, parameters));
  }
}

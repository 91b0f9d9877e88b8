package dev.muster.validator.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is not as the log has it, in words.
///
/// @param where the command, or the row
/// @param log what comes out of the log
/// @param database what is there instead
public record Difference(String where, String log, String database) {

  /// The columns in which two rows differ; null if they are equal.
  ///
  /// @param where asked only for a difference: millions of rows have none
  static @Nullable Difference between(
      Supplier<String> where, Record log, @Nullable Record database) {
    if (log.equals(database)) {
      return null;
    }
    if (database == null) {
      return new Difference(where.get(), log.toString(), "no such row");
    }
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (RecordComponent field : log.getClass().getRecordComponents()) {
      Object left = value(field, log);
      Object right = value(field, database);
      if (!Objects.equals(left, right)) {
        expected.add(column(field) + " " + left);
        found.add(column(field) + " " + right);
      }
    }
    return new Difference(where.get(), String.join(", ", expected), String.join(", ", found));
  }

  private static @Nullable Object value(RecordComponent field, Record row) {
    try {
      return field.getAccessor().invoke(row);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String column(RecordComponent field) {
    return field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "%s%n  by the log:      %s%n  in the database: %s".formatted(where, log, database);
  }
}

package dev.muster.validator.watch;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at the database. A part that takes too long is not seen; the others are.
final class DatabaseLook implements Look {
  private final HeldConnection database;
  private final List<Part> parts;

  DatabaseLook(ConnectionSource source, List<Part> parts) {
    this.database = new HeldConnection(source);
    this.parts = List.copyOf(parts);
  }

  @Override
  public void look() throws SQLException {
    SQLException failure = null;
    for (Part part : parts) {
      failure = read(part, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// @return the first failure so far
  private @Nullable SQLException read(Part part, @Nullable SQLException failure)
      throws SQLException {
    try {
      part.read(database.get());
      return failure;
    } catch (SQLException e) {
      part.vanish();
      if (!database.survives()) {
        parts.forEach(Part::vanish);
        throw e;
      }
      return failure == null ? e : failure;
    }
  }

  @Override
  public void close() {
    parts.forEach(Part::vanish);
    database.close();
  }
}

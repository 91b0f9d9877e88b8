package dev.muster.worker.webhook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// Sees to it that the days that deliveries and attempts are kept under exist, and drops old ones
/// whole.
public final class DeliveryDays {
  private static final String ADD =
      """
      SELECT webhook_add_days(?, ?)
      """;

  private static final String DROP =
      """
      SELECT webhook_drop_days(?, ?)
      """;

  private final DataSource database;
  private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

  public DeliveryDays(DataSource database) {
    this.database = database;
  }

  /// Adds the days of these times, in transactions of their own, where they are missing.
  public void ensure(Collection<Instant> times) throws SQLException {
    LocalDate last = null;
    for (Instant time : times) {
      LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
      if (!day.equals(last) && !known.contains(day)) {
        add(day, day);
      }
      last = day;
    }
  }

  /// Adds all days from one to another.
  public void add(LocalDate first, LocalDate last) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(ADD)) {
      connection.setAutoCommit(true);
      statement.setObject(1, first);
      statement.setObject(2, last);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
      }
    }
    first.datesUntil(last.plusDays(1)).forEach(known::add);
  }

  /// Drops the days before one, of `webhook_delivery` or `webhook_attempt`.
  ///
  /// @return how many there were
  public int drop(String table, LocalDate before) throws SQLException {
    known.removeIf(day -> day.isBefore(before));
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(DROP)) {
      connection.setAutoCommit(true);
      statement.setString(1, table);
      statement.setObject(2, before);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}

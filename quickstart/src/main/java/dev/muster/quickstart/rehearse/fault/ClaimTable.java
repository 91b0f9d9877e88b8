package dev.muster.quickstart.rehearse.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Reads who holds what from the database itself, past the proxy.
final class ClaimTable {
  private static final String CLAIMS =
      """
      SELECT name, partition, epoch, next_offset, owner, claimed_at
      FROM partition_progress
      JOIN command_topic USING (topic_id)
      """;

  private final DataSource database;

  ClaimTable(DataSource database) {
    this.database = database;
  }

  List<Claim> all() {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(CLAIMS);
        ResultSet row = statement.executeQuery()) {
      List<Claim> claims = new ArrayList<>();
      while (row.next()) {
        claims.add(
            new Claim(
                row.getString("name"),
                row.getInt("partition"),
                row.getLong("epoch"),
                row.getLong("next_offset"),
                row.getString("owner"),
                row.getObject("claimed_at", OffsetDateTime.class).toInstant()));
      }
      return claims;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read partition_progress", e);
    }
  }
}

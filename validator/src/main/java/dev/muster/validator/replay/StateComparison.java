package dev.muster.validator.replay;

import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Player;
import dev.muster.worker.decision.Tournament;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Holds what everything came to against the tables: each tournament, each wallet, each live seat,
/// and that there is nothing beside what the log explains.
final class StateComparison {
  private static final int FETCH_ROWS = 2_000;

  private static final String TOURNAMENTS =
      """
      SELECT id, name, capacity, fee_credits, status, opens_at, closes_at, refund_full_until,
             refund_percent_after, enrolled_count, cancel_reason, created_at, updated_at
      FROM tournament
      """;

  private static final String PLAYERS =
      """
      SELECT id, display_name, credit_balance, created_at
      FROM player
      """;

  private static final String LIVE =
      """
      SELECT id AS e_id, tournament_id AS e_tournament_id, player_id AS e_player_id,
             status AS e_status, fee_charged AS e_fee_charged, refund AS e_refund,
             request_id AS e_request_id, enrolled_at AS e_enrolled_at,
             cancelled_at AS e_cancelled_at
      FROM enrollment
      WHERE status <> 'CANCELLED'
      """;

  private final Connection connection;
  private final FoldedWorld world;

  StateComparison(Connection connection, FoldedWorld world) {
    this.connection = connection;
    this.world = world;
  }

  /// The first difference; null if there is none.
  @Nullable Difference run(FoldCounts counts) throws SQLException {
    Difference tournaments = tournaments();
    Difference players = tournaments == null ? players() : tournaments;
    Difference live = players == null ? live() : players;
    return live == null ? new TableCounts(connection).differenceFrom(world, counts) : live;
  }

  private @Nullable Difference tournaments() throws SQLException {
    Set<UUID> seen = new HashSet<>();
    Difference found =
        each(
            TOURNAMENTS,
            row -> {
              UUID id = row.getObject("id", UUID.class);
              seen.add(id);
              return compare(
                  () -> "tournament " + id, expected(world.tournaments().get(id)), read(row));
            });
    return found != null ? found : missing("tournament ", world.tournaments().keySet(), seen);
  }

  private static @Nullable TournamentFields expected(@Nullable Tournament tournament) {
    return tournament == null ? null : TournamentFields.of(tournament);
  }

  private static TournamentFields read(ResultSet row) throws SQLException {
    return new TournamentFields(
        Columns.uuid(row, "id"),
        row.getString("name"),
        row.getLong("capacity"),
        row.getLong("fee_credits"),
        row.getString("status"),
        Columns.time(row, "opens_at"),
        Columns.time(row, "closes_at"),
        Columns.time(row, "refund_full_until"),
        row.getLong("refund_percent_after"),
        row.getLong("enrolled_count"),
        row.getString("cancel_reason"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }

  private @Nullable Difference players() throws SQLException {
    long[] seen = {0};
    Difference found =
        each(
            PLAYERS,
            row -> {
              UUID id = row.getObject("id", UUID.class);
              Player player = world.players().get(id);
              seen[0]++;
              return compare(
                  () -> "player " + id,
                  player == null ? null : PlayerFields.of(player),
                  new PlayerFields(
                      id,
                      row.getString("display_name"),
                      row.getLong("credit_balance"),
                      Columns.time(row, "created_at")));
            });
    if (found != null || seen[0] == world.players().size()) {
      return found;
    }
    // Ids are held only now that one of them is known to be missing.
    Set<UUID> there = new HashSet<>();
    var _ =
        each(
            PLAYERS,
            row -> {
              there.add(row.getObject("id", UUID.class));
              return null;
            });
    return missing("player ", world.players().keySet(), there);
  }

  private @Nullable Difference live() throws SQLException {
    Set<UUID> seen = new HashSet<>();
    Difference found =
        each(
            LIVE,
            row -> {
              EnrollmentFields fields = Columns.enrollment(row);
              if (fields == null || fields.tournamentId() == null || fields.playerId() == null) {
                return new Difference("enrollment", "a row with an id", String.valueOf(fields));
              }
              seen.add(fields.id());
              Enrollment held = world.live(fields.tournamentId(), fields.playerId());
              return compare(
                  () -> "enrollment " + fields.id(),
                  held == null ? null : EnrollmentFields.of(held),
                  fields);
            });
    if (found != null) {
      return found;
    }
    for (Map<UUID, Enrollment> seats : world.live()) {
      for (Enrollment held : seats.values()) {
        if (!seen.contains(held.id())) {
          return new Difference(
              "enrollment " + held.id(), EnrollmentFields.of(held).toString(), "not live");
        }
      }
    }
    return null;
  }

  private static @Nullable Difference missing(String what, Set<UUID> expected, Set<UUID> seen) {
    for (UUID id : expected) {
      if (!seen.contains(id)) {
        return new Difference(what + id, "a row", "no such row");
      }
    }
    return null;
  }

  private static @Nullable Difference compare(
      Supplier<String> where, @Nullable Record expected, Record found) {
    return expected == null
        ? new Difference(where.get(), "no such row", found.toString())
        : Difference.between(where, expected, found);
  }

  @FunctionalInterface
  private interface RowCheck {
    @Nullable Difference of(ResultSet row) throws SQLException;
  }

  private @Nullable Difference each(String sql, RowCheck check) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Difference found = check.of(row);
          if (found != null) {
            return found;
          }
        }
        return null;
      }
    }
  }
}

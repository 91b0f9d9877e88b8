package dev.muster.worker.decision;

import dev.muster.schemas.result.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The database in memory: gives a batch the snapshot of exactly what its footprint names, and
/// takes the changes the way the tables do. An insert of a row that is there, or an update of one
/// that is not, is an error.
public final class InMemoryWorld {
  private static final long STALE_CREDITS = 123_456_789;

  private final Map<UUID, Tournament> tournaments = new HashMap<>();
  private final Map<UUID, Player> players = new HashMap<>();
  private final Map<UUID, Enrollment> enrollments = new LinkedHashMap<>();
  private final Map<Seat, Enrollment> live = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final Map<UUID, Result> results = new LinkedHashMap<>();
  private final Map<UUID, UUID> keyOwners = new HashMap<>();

  /// What the loader would read for a batch. Who is not locked has other credits by the time of the
  /// commit than here, and here they are such that no decision can rest on them unseen.
  public Snapshot snapshot(CommandBatch batch) {
    Footprint footprint = Footprint.of(batch);
    Map<Seat, Enrollment> found = some(live, footprint.seats());
    Map<UUID, Tournament> foundTournaments = some(tournaments, footprint.tournaments());
    Set<UUID> wallets = footprint.wallets(foundTournaments);
    if (!footprint.cancelled().isEmpty()) {
      for (Enrollment enrollment : live.values()) {
        if (footprint.cancelled().contains(enrollment.tournamentId())) {
          found.put(seat(enrollment), enrollment);
          wallets.add(enrollment.playerId());
        }
      }
    }
    Map<UUID, Player> foundPlayers = some(players, footprint.players());
    foundPlayers.replaceAll((_, player) -> player.withBalance(STALE_CREDITS));
    foundPlayers.putAll(some(players, wallets));
    return new Snapshot(
        foundTournaments,
        foundPlayers,
        found,
        some(results, footprint.requestIds()).keySet(),
        footprint.keyOwners(some(keyOwners, footprint.keyClaims().keySet())));
  }

  private static <K, V> Map<K, V> some(Map<K, V> all, Set<K> wanted) {
    Map<K, V> found = new HashMap<>();
    for (K key : wanted) {
      V value = all.get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  /// Writes what was decided about a batch.
  ///
  /// @throws IllegalStateException if a row does not fit what is there
  public void apply(CommandBatch batch, Changes changes) {
    Footprint.of(batch).keyClaims().forEach(keyOwners::putIfAbsent);
    changes.newTournaments().forEach(row -> insert(tournaments, row.id(), row));
    changes.changedTournaments().forEach(row -> update(tournaments, row.id(), row));
    changes.newPlayers().forEach(row -> insert(players, row.id(), row));
    changes.changedPlayers().forEach(row -> update(players, row.id(), row));
    for (Enrollment row : changes.cancelledEnrollments()) {
      require(row.cancellation() != null && live.remove(seat(row)) != null, row);
      update(enrollments, row.id(), row);
    }
    for (Enrollment row : changes.newEnrollments()) {
      insert(enrollments, row.id(), row);
      if (row.cancellation() == null) {
        insert(live, seat(row), row);
      }
    }
    ledger.addAll(changes.ledger());
    changes.results().forEach(row -> insert(results, row.header().requestId(), row));
  }

  private static <K, V> void insert(Map<K, V> table, K key, V row) {
    require(table.put(key, row) == null, row);
  }

  private static <K, V> void update(Map<K, V> table, K key, V row) {
    require(table.put(key, row) != null, row);
  }

  private static void require(boolean fits, @Nullable Object row) {
    if (!fits) {
      throw new IllegalStateException("does not fit what is there: " + row);
    }
  }

  private static Seat seat(Enrollment enrollment) {
    return new Seat(enrollment.tournamentId(), enrollment.playerId());
  }

  /// A world that goes its own way from here.
  InMemoryWorld copy() {
    var copy = new InMemoryWorld();
    copy.tournaments.putAll(tournaments);
    copy.players.putAll(players);
    copy.enrollments.putAll(enrollments);
    copy.live.putAll(live);
    copy.ledger.addAll(ledger);
    copy.results.putAll(results);
    copy.keyOwners.putAll(keyOwners);
    return copy;
  }

  /// Whether both hold the same rows; the ledger's and the results' order counts.
  boolean holdsTheSameAs(InMemoryWorld other) {
    return tournaments.equals(other.tournaments)
        && players.equals(other.players)
        && enrollments.equals(other.enrollments)
        && live.equals(other.live)
        && ledger.equals(other.ledger)
        && List.copyOf(results.values()).equals(List.copyOf(other.results.values()))
        && keyOwners.equals(other.keyOwners);
  }

  /// Tournaments by id.
  public Map<UUID, Tournament> tournaments() {
    return Collections.unmodifiableMap(tournaments);
  }

  /// Players by id.
  public Map<UUID, Player> players() {
    return Collections.unmodifiableMap(players);
  }

  /// Every enrollment there ever was.
  public List<Enrollment> enrollments() {
    return List.copyOf(enrollments.values());
  }

  /// The ledger, in the order it was written.
  public List<LedgerEntry> ledger() {
    return Collections.unmodifiableList(ledger);
  }

  /// Results by request id, in the order of decision.
  public Map<UUID, Result> results() {
    return Collections.unmodifiableMap(results);
  }
}

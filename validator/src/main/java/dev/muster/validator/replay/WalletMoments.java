package dev.muster.validator.replay;

import dev.muster.validator.replay.Rows.WalletMove;
import dev.muster.worker.decision.Player;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The states of a wallet that a command which moved no credits can have seen.
///
/// Its own partition says between which two movements it was; other partitions may have moved the
/// wallet in between, and nothing recorded says which of them it saw. The workers' clocks narrow it
/// down.
final class WalletMoments {
  /// How far apart the clocks of two workers may be, and how long a batch may take from its stamp
  /// to its commit. Generous, since a worker can be frozen in between: a right database must never
  /// be accused.
  static final Duration SKEW_MAX = Duration.ofMinutes(10);

  private WalletMoments() {}

  /// The states in order; empty for a player who is not registered yet.
  ///
  /// @param player as the fold has it now
  /// @param registeredAt when the player's registration was decided; null if that was before
  /// @param moves every movement of the wallet, in order
  static List<Optional<Player>> of(
      Player player,
      @Nullable Instant registeredAt,
      List<WalletMove> moves,
      Place place,
      Instant decidedAt) {
    int first = 0;
    int last = moves.size();
    for (int i = 0; i < moves.size(); i++) {
      Place by = moves.get(i).place();
      if (by != null && by.sharesPartition(place)) {
        if (by.offset() < place.offset()) {
          first = i + 1;
        } else {
          last = Math.min(last, i);
        }
      }
    }
    List<Optional<Player>> seen = new ArrayList<>();
    if (first == 0 && registeredAt != null && !registeredAt.isBefore(decidedAt.minus(SKEW_MAX))) {
      seen.add(Optional.empty());
    }
    for (int state = first; state <= last; state++) {
      if (mayHaveSeen(moves, state, decidedAt)) {
        long balance = state == 0 ? 0 : moves.get(state - 1).balanceAfter();
        seen.add(
            Optional.of(
                new Player(player.id(), player.displayName(), balance, player.createdAt())));
      }
    }
    return seen;
  }

  /// Whether the state between two movements was there at that time, give or take.
  private static boolean mayHaveSeen(List<WalletMove> moves, int state, Instant decidedAt) {
    Instant begun = state == 0 ? null : moves.get(state - 1).decidedAt();
    Instant ended = state == moves.size() ? null : moves.get(state).decidedAt();
    return !isAfter(begun, decidedAt.plus(SKEW_MAX))
        && (ended == null || !ended.isBefore(decidedAt.minus(SKEW_MAX)));
  }

  private static boolean isAfter(@Nullable Instant moment, Instant limit) {
    return moment != null && moment.isAfter(limit);
  }
}

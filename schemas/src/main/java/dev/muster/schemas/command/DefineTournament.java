package dev.muster.schemas.command;

import dev.muster.schemas.Limits;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates a tournament or replaces everything that defines it. Seats already taken and fees
/// already charged are not touched.
///
/// @param capacity seats, 0 or more
/// @param feeCredits price of one seat, in credits
/// @param opensAt first moment at which an enrollment is accepted, or null for no lower bound
/// @param closesAt first moment at which none is accepted any more, or null for no upper bound
public record DefineTournament(
    UUID tournamentId,
    String name,
    int capacity,
    long feeCredits,
    TournamentStatus status,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    RefundPolicy refundPolicy)
    implements TournamentCommand {

  /// @throws IllegalArgumentException if a field is outside its bounds; the message names it
  public DefineTournament {
    Checks.text("name", name, Limits.NAME_LENGTH_MAX);
    Checks.range("capacity", capacity, 0, Limits.CAPACITY_MAX);
    Checks.range("feeCredits", feeCredits, 0, Limits.FEE_CREDITS_MAX);
    if (status == TournamentStatus.CANCELLED) {
      throw new IllegalArgumentException(
          "status CANCELLED is reached by cancelling, not by defining");
    }
    if (opensAt != null && closesAt != null && !opensAt.isBefore(closesAt)) {
      throw new IllegalArgumentException("closesAt must be after opensAt");
    }
  }

  @Override
  public CommandType type() {
    return CommandType.DEFINE_TOURNAMENT;
  }
}

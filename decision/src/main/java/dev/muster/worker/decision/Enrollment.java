package dev.muster.worker.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One seat taken by one player, live until it has a cancellation.
///
/// @param feeCharged credits it was charged; a refund is reckoned from this
/// @param cancellation how it ended, or null while it is live
public record Enrollment(
    UUID id,
    UUID tournamentId,
    UUID playerId,
    long feeCharged,
    UUID requestId,
    Instant enrolledAt,
    @Nullable Cancellation cancellation) {

  /// The end of an enrollment.
  ///
  /// @param refund credits that went back, 0 or more
  public record Cancellation(long refund, Instant at) {}

  Enrollment cancelled(long refund, Instant at) {
    return new Enrollment(
        id,
        tournamentId,
        playerId,
        feeCharged,
        requestId,
        enrolledAt,
        new Cancellation(refund, at));
  }

  /// The id of the enrollment that a request makes. A fixed one-to-one mix of the bits: the same
  /// log gives the same ids, and no two requests share one.
  static UUID idFor(UUID requestId) {
    return new UUID(
        requestId.getMostSignificantBits() ^ 0x6d75_7374_6572_0000L,
        requestId.getLeastSignificantBits() ^ 0x0000_656e_726f_6c6cL);
  }
}

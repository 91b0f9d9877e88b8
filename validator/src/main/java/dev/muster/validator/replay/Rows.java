package dev.muster.validator.replay;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the fold asks the database for now and then, beside the streams.
interface Rows {
  /// Those enrollments that are there.
  Map<UUID, EnrollmentFields> enrollments(Collection<UUID> ids) throws SQLException;

  /// Every movement of a wallet, in its order.
  List<WalletMove> movesOf(UUID player) throws SQLException;

  /// The next numbers of movements above one, in order; empty at the end.
  List<Long> movementsAfter(long id) throws SQLException;

  /// A movement and the command that made it.
  ///
  /// @param place null if no decision belongs to it
  record WalletMove(long balanceAfter, @Nullable Place place, @Nullable Instant decidedAt) {}
}

package dev.muster.quickstart.bench;

import dev.muster.quickstart.system.LocalPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The server's write-ahead log as it is once the server has been up for a while: with segments
/// that can be used again. A new server has to make each one first, 16 MB of zeros that are flushed
/// in somebody's commit: of whoever writes most in the same time.
final class WriteAheadLog {
  /// 1 GB: `min_wal_size`, beyond which a checkpoint does not keep them.
  static final int SEGMENTS = 64;

  private static final String FINISH_SEGMENT =
      "SELECT pg_logical_emit_message(false, 'bench', 'x'), pg_switch_wal()";

  private static final String RECYCLE = "CHECKPOINT";

  private WriteAheadLog() {}

  /// Makes the segments.
  static void age(LocalPostgres postgres) {
    try (Connection connection = postgres.dataSource(LocalPostgres.SUPERUSER).getConnection();
        PreparedStatement finish = connection.prepareStatement(FINISH_SEGMENT);
        PreparedStatement recycle = connection.prepareStatement(RECYCLE)) {
      for (int i = 0; i < SEGMENTS; i++) {
        finish.execute();
      }
      recycle.execute();
    } catch (SQLException e) {
      throw new IllegalStateException("the write-ahead log cannot be aged", e);
    }
  }
}

package dev.muster.worker;

import dev.muster.schemas.result.Result;
import dev.muster.worker.BatchStages.Stage;
import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.Footprint;
import dev.muster.worker.store.ChangeWriter;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.Fence;
import dev.muster.worker.store.SnapshotLoader;
import dev.muster.worker.store.SnapshotLoader.Loaded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// The whole worker on one screen: **fence, load, decide, apply, commit**, one transaction per
/// batch.
///
/// The fence moves the partition's row from the batch's first offset to its next one, if the claim
/// is still the newest; otherwise all of this is rolled back. Loading locks every row the batch can
/// touch and reads it. Deciding is a pure function. Applying writes each changed row once. Since
/// progress and effects commit together, a batch takes effect exactly once, whatever crashes when:
/// after an unknown outcome the row tells.
public final class BatchProcessor {
  private final DataSource database;
  private final Decider decider;
  private final BatchStages stages;

  public BatchProcessor(DataSource database, Decider decider, BatchStages stages) {
    this.database = database;
    this.decider = decider;
    this.stages = stages;
  }

  /// What became of a batch.
  public sealed interface Outcome {
    /// Committed, with these answers in offset order.
    record Applied(List<Result> results) implements Outcome {}

    /// Rolled back: somebody else moved the partition or holds it now.
    record Fenced() implements Outcome {}
  }

  /// Decides a batch that starts where the partition stands.
  ///
  /// @param publishedOffset every result below it is known to be published
  /// @throws SQLException if the transaction failed; whether it committed is unknown only when the
  ///     connection broke in the commit, and then the next claim finds out
  /// @throws RuntimeException for a defect of this code; nothing is committed
  public Outcome process(Claim claim, CommandBatch batch, long publishedOffset)
      throws SQLException {
    stages.reached(Stage.BEGUN, batch);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Outcome outcome = process(connection, claim, batch, publishedOffset);
        if (outcome instanceof Outcome.Applied) {
          connection.commit();
          stages.reached(Stage.COMMITTED, batch);
        } else {
          connection.rollback();
        }
        return outcome;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    }
  }

  private Outcome process(
      Connection connection, Claim claim, CommandBatch batch, long publishedOffset)
      throws SQLException {
    var loader = new SnapshotLoader(connection, Footprint.of(batch));
    var fence = new Fence(claim, batch.firstOffset(), batch.nextOffset(), publishedOffset);
    if (!loader.lock(fence)) {
      return new Outcome.Fenced();
    }
    stages.reached(Stage.FENCED, batch);

    Loaded loaded = loader.load();
    stages.reached(Stage.LOADED, batch);

    Changes changes = decider.decide(loaded.snapshot(), batch);
    loaded.requireLocked(changes);
    stages.reached(Stage.DECIDED, batch);

    ChangeWriter.write(connection, claim.topicId(), changes);
    stages.reached(Stage.APPLIED, batch);
    return new Outcome.Applied(changes.results());
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}

package dev.muster.ingest.outcome;

import dev.muster.ingest.read.FindDecision;
import dev.muster.ingest.read.ListDecisions;
import dev.muster.ingest.read.ListProgress;
import dev.muster.ingest.read.ListProgress.Progress;
import dev.muster.schemas.result.Result;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the database is asked because somebody wants to know where a request stands, and how often.
public final class StatusReads {
  private final FindDecision decision;
  private final ListDecisions decisions;
  private final ListProgress progress;
  private final LongAdder decisionReads = new LongAdder();
  private final LongAdder progressReads = new LongAdder();

  public StatusReads(JdbcClient jdbc) {
    decision = new FindDecision(jdbc);
    decisions = new ListDecisions(jdbc);
    progress = new ListProgress(jdbc);
  }

  Optional<Result> byId(UUID id) {
    decisionReads.increment();
    return decision.byId(id);
  }

  List<Result> byIds(Collection<UUID> ids) {
    decisionReads.increment();
    return decisions.byIds(ids);
  }

  List<Progress> progress() {
    progressReads.increment();
    return progress.all();
  }

  /// Statements that looked for outcomes since the start.
  public long decisionReads() {
    return decisionReads.sum();
  }

  /// Statements that asked how far the partitions are since the start: one a second at most,
  /// however many poll.
  public long progressReads() {
    return progressReads.sum();
  }
}

package dev.muster.worker.decision;

import dev.muster.schemas.result.Result;
import dev.muster.worker.scenario.Answer;
import dev.muster.worker.scenario.Request;
import dev.muster.worker.scenario.ScenarioSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The decision core, alone: the shortest way a scenario can take.
public final class InMemorySystem implements ScenarioSystem {
  private static final Instant START = Instant.parse("2026-05-01T18:00:00Z");

  private final InMemoryWorld world = new InMemoryWorld();
  private final Decider decider = new Decider();
  private long offset;

  @Override
  public Instant start() {
    return START;
  }

  @Override
  public List<Answer> submit(List<Request> requests) {
    List<LogEntry> entries = new ArrayList<>();
    for (Request request : requests) {
      entries.add(new LogEntry.Request(offset, START.plusMillis(offset), request.envelope()));
      offset++;
    }
    var batch = new CommandBatch(0, START.plusMillis(offset), entries);
    world.apply(batch, decider.decide(world.snapshot(batch), batch));
    return requests.stream().map(request -> Answer.of(result(request.requestId()))).toList();
  }

  private Result result(UUID requestId) {
    return Objects.requireNonNull(world.results().get(requestId), "no decision");
  }

  @Override
  public @Nullable TournamentView tournament(UUID tournamentId) {
    Tournament row = world.tournaments().get(tournamentId);
    return row == null
        ? null
        : new TournamentView(row.status(), row.capacity(), row.feeCredits(), row.enrolledCount());
  }

  @Override
  public @Nullable PlayerView player(UUID playerId) {
    Player row = world.players().get(playerId);
    if (row == null) {
      return null;
    }
    List<Long> amounts =
        world.ledger().stream()
            .filter(entry -> entry.playerId().equals(playerId))
            .map(LedgerEntry::amount)
            .toList();
    List<EnrollmentView> history =
        world.enrollments().stream()
            .filter(enrollment -> enrollment.playerId().equals(playerId))
            .sorted(Comparator.comparing(Enrollment::enrolledAt))
            .map(InMemorySystem::view)
            .toList();
    return new PlayerView(row.creditBalance(), amounts, history);
  }

  private static EnrollmentView view(Enrollment row) {
    Enrollment.Cancellation end = row.cancellation();
    return new EnrollmentView(
        row.tournamentId(), row.feeCharged(), end == null ? null : end.refund());
  }
}

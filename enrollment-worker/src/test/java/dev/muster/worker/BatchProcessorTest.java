package dev.muster.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.worker.BatchProcessor.Outcome;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.PartitionProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {
  private static final String PLAYER = "SELECT id FROM player WHERE id = ?";
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static TestDatabase database;
  private static CountingDataSource connections;

  private BatchProcessor processor;
  private Claim claim;
  private long next;

  @BeforeAll
  static void createDatabase() {
    database = TestDatabase.create();
    connections = new CountingDataSource(database.worker());
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void claimPartition() throws SQLException {
    processor = new BatchProcessor(connections, new Decider(), BatchStages.NONE);
    claim = claim(UUID.randomUUID());
    next = 0;
  }

  @Test
  void theNumberOfStatementsDoesNotDependOnTheSizeOfTheBatch() throws SQLException {
    int small = statementsOfMixedBatch(2);
    int large = statementsOfMixedBatch(100);

    assertThat(large).isEqualTo(small).isLessThanOrEqualTo(20);
  }

  @Test
  void aBatchOfAnOlderEpochIsRolledBackWhole() throws SQLException {
    UUID player = UUID.randomUUID();
    Claim successor = claim(claim.topicId());
    CommandBatch batch = batch(List.of(new RegisterPlayer(player, null)));

    assertThat(processor.process(claim, batch, 0)).isInstanceOf(Outcome.Fenced.class);
    assertThat(database.texts(PLAYER, player)).isEmpty();
    assertThat(processor.process(successor, batch, 0)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void aBatchThatStartsElsewhereThanThePartitionStandsIsFenced() throws SQLException {
    CommandBatch first = batch(List.of(new RegisterPlayer(UUID.randomUUID(), null)));
    assertThat(processor.process(claim, first, 0)).isInstanceOf(Outcome.Applied.class);

    assertThat(processor.process(claim, first, 0)).isInstanceOf(Outcome.Fenced.class);
  }

  @Test
  void aParkedPartitionTakesNoBatch() throws SQLException {
    try (Connection connection = connections.getConnection()) {
      assertThat(PartitionProgress.park(connection, claim, "for the test")).isTrue();
    }
    CommandBatch batch = batch(List.of(new RegisterPlayer(UUID.randomUUID(), null)));

    assertThat(processor.process(claim, batch, 0)).isInstanceOf(Outcome.Fenced.class);
    assertThat(claim(claim.topicId()).parkedReason()).isEqualTo("for the test");
  }

  @Test
  void aDefectInAStageLeavesNothingBehind() throws SQLException {
    UUID player = UUID.randomUUID();
    var crashing =
        new BatchProcessor(
            connections,
            new Decider(),
            (stage, batch) -> {
              if (stage == BatchStages.Stage.APPLIED) {
                throw new IllegalStateException("planted");
              }
            });
    CommandBatch batch = batch(List.of(new RegisterPlayer(player, null)));

    assertThatThrownBy(() -> crashing.process(claim, batch, 0)).hasMessage("planted");
    assertThat(database.texts(PLAYER, player)).isEmpty();
    assertThat(claim(claim.topicId()).nextOffset()).isZero();
  }

  private int statementsOfMixedBatch(int players) throws SQLException {
    UUID cancelled = UUID.randomUUID();
    UUID kept = UUID.randomUUID();
    List<Command> setUp = new ArrayList<>(List.of(define(cancelled), define(kept)));
    List<Command> mixed = new ArrayList<>(List.of(define(UUID.randomUUID())));
    for (int i = 0; i < players; i++) {
      UUID player = UUID.randomUUID();
      setUp.add(new RegisterPlayer(player, null));
      setUp.add(new GrantCredits(player, 100, "test"));
      setUp.add(new Enroll(cancelled, player, null));
      setUp.add(new Enroll(kept, player, null));
      mixed.add(new Unenroll(kept, player));
      mixed.add(new Enroll(kept, player, null));
      mixed.add(new RegisterPlayer(UUID.randomUUID(), "new"));
    }
    mixed.add(new CancelTournament(cancelled, "test"));
    assertThat(apply(setUp)).noneMatch(result -> result.status() == RequestStatus.REJECTED);
    connections.takeExecuted();

    assertThat(apply(mixed)).noneMatch(result -> result.status() == RequestStatus.REJECTED);
    return connections.takeExecuted().size();
  }

  private List<Result> apply(List<Command> commands) throws SQLException {
    CommandBatch batch = batch(commands);
    Outcome outcome = processor.process(claim, batch, 0);
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    next = batch.nextOffset();
    return ((Outcome.Applied) outcome).results();
  }

  private CommandBatch batch(List<Command> commands) {
    List<LogEntry> entries = new ArrayList<>();
    for (Command command : commands) {
      var envelope = new CommandEnvelope(UUID.randomUUID(), UUID.randomUUID(), command);
      entries.add(new LogEntry.Request(next + entries.size(), NOW, envelope));
    }
    return new CommandBatch(claim.partition(), NOW, entries);
  }

  private static DefineTournament define(UUID id) {
    return new DefineTournament(
        id, "Cup", 1000, 10, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
  }

  private static Claim claim(UUID topicId) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      return PartitionProgress.claim(connection, topicId, 0, "test");
    }
  }
}

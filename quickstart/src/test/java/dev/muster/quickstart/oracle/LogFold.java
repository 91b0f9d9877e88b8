package dev.muster.quickstart.oracle;

import dev.muster.schemas.Topics;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.InMemoryWorld;
import dev.muster.worker.decision.LedgerEntry;
import dev.muster.worker.decision.LogEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Decides every record of the command topics once, one by one, in memory: first all of the
/// players', then the tournaments' partition by partition.
///
/// The log orders the records of one partition only. So this is the one possible outcome as long as
/// every player has enough granted before the first enrollment is asked for, and asks for
/// tournaments of one partition only; a log on which that is not so is refused.
final class LogFold {
  private final InMemoryWorld world = new InMemoryWorld();
  private final Decider decider = new Decider();
  private final Map<UUID, Instant> fundedAt = new HashMap<>();
  private final Map<UUID, Integer> homeOf = new HashMap<>();
  private final Rows decisions = new Rows();

  private LogFold() {}

  /// The rows that the log comes to.
  ///
  /// @param tournamentCommands the whole topic, each partition in offset order
  /// @param playerCommands likewise
  /// @throws IllegalArgumentException if the order of two partitions would matter, or a record is
  ///     no command
  static Rows of(
      List<ConsumerRecord<byte[], byte[]>> tournamentCommands,
      List<ConsumerRecord<byte[], byte[]>> playerCommands) {
    var fold = new LogFold();
    playerCommands.forEach(each -> fold.decide(Topics.PLAYER_COMMANDS, each));
    tournamentCommands.forEach(each -> fold.decide(Topics.TOURNAMENT_COMMANDS, each));
    return fold.rows();
  }

  private void decide(String topic, ConsumerRecord<byte[], byte[]> each) {
    Instant appendedAt = Instant.ofEpochMilli(each.timestamp());
    CommandEnvelope envelope = decode(each);
    requireOneOrder(envelope.command(), each.partition(), appendedAt);
    LogEntry entry = new LogEntry.Request(each.offset(), appendedAt, envelope);
    var batch = new CommandBatch(each.partition(), Instant.EPOCH, List.of(entry));
    var changes = decider.decide(world.snapshot(batch), batch);
    world.apply(batch, changes);
    for (Result result : changes.results()) {
      var decided = new Decided(topic, result);
      decisions.put(RowNames.decision(result.header().requestId()), decided.timeless());
    }
  }

  private static CommandEnvelope decode(ConsumerRecord<byte[], byte[]> each) {
    try {
      return CommandCodec.decode(each.value());
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("no command at " + place(each), e);
    }
  }

  private void requireOneOrder(Command command, int partition, Instant at) {
    UUID player =
        switch (command) {
          case Enroll enroll -> enroll.playerId();
          case Unenroll unenroll -> unenroll.playerId();
          default -> null;
        };
    if (command instanceof PlayerCommand funded) {
      fundedAt.put(funded.playerId(), at);
    } else if (player != null) {
      Integer home = homeOf.putIfAbsent(player, partition);
      if (home != null && home != partition) {
        throw unordered(player, "asks for tournaments of partitions " + home + ", " + partition);
      }
      @Nullable Instant funded = fundedAt.get(player);
      if (funded != null && funded.isAfter(at)) {
        throw unordered(player, "was funded after it asked for a seat");
      }
    }
  }

  private static IllegalArgumentException unordered(UUID player, String why) {
    return new IllegalArgumentException(
        "the log alone does not say what comes out: player " + player + " " + why);
  }

  private static String place(ConsumerRecord<byte[], byte[]> each) {
    return each.topic() + "-" + each.partition() + "@" + each.offset();
  }

  private Rows rows() {
    Rows rows = decisions;
    world.tournaments().forEach((id, row) -> rows.put(RowNames.tournament(id), row));
    world.players().forEach((id, row) -> rows.put(RowNames.player(id), row));
    for (Enrollment row : world.enrollments()) {
      rows.put(RowNames.enrollment(row.id()), row);
    }
    var ledger = new RowNames.Ledger();
    for (LedgerEntry row : world.ledger()) {
      rows.put(ledger.next(row.playerId()), row);
    }
    return rows;
  }
}

package dev.muster.ingest;

import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.ResultHeader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.NullMarked;

/// A tournament as a worker would have left it: everything below offset 100 is decided, and nobody
/// has one of its 1000 seats.
@NullMarked
final class SampleTournament {
  private static final int PARTITIONS = 12;

  final UUID id = UUID.randomUUID();
  final int partition =
      Utils.toPositive(Utils.murmur2(id.toString().getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
  private final RunningApi api;

  SampleTournament(RunningApi api) {
    this.api = api;
    api.database.update(
        """
        INSERT INTO command_topic (name, topic_id, partition_count) VALUES (?, gen_random_uuid(), ?)
        ON CONFLICT DO NOTHING
        """,
        Topics.TOURNAMENT_COMMANDS,
        PARTITIONS);
    api.database.update(
        """
        INSERT INTO partition_progress
          (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
        SELECT topic_id, ?, 1, 0, 0, 'w', now() FROM command_topic
        ON CONFLICT DO NOTHING
        """,
        partition);
    api.database.update(
        """
        INSERT INTO tournament (id, name, capacity, fee_credits, status, created_at, updated_at)
        VALUES (?, 'T', 1000, 0, 'OPEN', now(), now())
        """,
        id);
    decidedBelow(100);
  }

  /// The path of its stream.
  String events() {
    return "/v1/tournaments/" + id + "/events";
  }

  /// Everything below an offset is committed.
  void decidedBelow(long offset) {
    api.database.update(
        "UPDATE partition_progress SET next_offset = ? WHERE partition = ?", offset, partition);
  }

  /// So many seats are committed as taken.
  void taken(int seats) {
    api.database.update("UPDATE tournament SET enrolled_count = ? WHERE id = ?", seats, id);
  }

  /// The result at an offset is heard, a seat taken.
  void enroll(long offset) {
    api.results.tell(new Enrolled(header(CommandType.ENROLL, offset), UUID.randomUUID(), 1, 1));
  }

  /// It comes to an end at offset 200.
  void finish(String status) {
    api.database.update("UPDATE tournament SET status = ? WHERE id = ?", status, id);
    decidedBelow(201);
    api.results.tell(new Accepted(header(CommandType.CANCEL_TOURNAMENT, 200), 0L, null));
  }

  private ResultHeader header(CommandType type, long offset) {
    return new ResultHeader(
        UUID.randomUUID(),
        type,
        id,
        UUID.randomUUID(),
        MemoryLog.TIME,
        MemoryLog.TIME,
        new LogPosition(partition, offset));
  }
}

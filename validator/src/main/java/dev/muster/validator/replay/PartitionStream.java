package dev.muster.validator.replay;

import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.decode.RecordDecoder;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One partition's records, each with the decision at its place, a page at a time.
final class PartitionStream implements Merge.Source, AutoCloseable {
  private static final int PAGE_RECORDS = 500;

  private record Pair(LogEntry entry, @Nullable Recorded recorded) {}

  private final Captured partition;
  private final CommandLog log;
  private final DatabaseSnapshot database;
  private final ReadRecorded recorded;
  private final RecordDecoder decoder;
  private final Deque<Item> page = new ArrayDeque<>();
  private long next;
  private @Nullable Difference broken;

  PartitionStream(Captured partition, CommandLog log, DatabaseSnapshot database)
      throws SQLException {
    this.partition = partition;
    this.log = log;
    this.database = database;
    this.recorded = database.recorded(partition);
    this.decoder = new RecordDecoder(partition.topicId(), partition.partitionCount());
  }

  /// What is wrong with the partition as a whole, known once it is read to its end; null if nothing
  /// is.
  @Nullable Difference broken() {
    return broken;
  }

  @Override
  public @Nullable Item next() throws SQLException {
    if (page.isEmpty() && broken == null) {
      fill();
    }
    return page.pollFirst();
  }

  private void fill() throws SQLException {
    List<Pair> pairs = new ArrayList<>();
    var at = new TopicPartition(partition.topic(), partition.partition());
    for (ConsumerRecord<byte[], byte[]> each : log.take(at, PAGE_RECORDS)) {
      if (each.offset() != next) {
        broken = new Difference(place(next).toString(), "no record there", "a command is decided");
        break;
      }
      if (recorded.nextOffset() < next) {
        broken = beyond("no record at that place");
        break;
      }
      pairs.add(
          new Pair(decoder.decode(each), recorded.nextOffset() == next ? recorded.next() : null));
      next++;
    }
    if (pairs.isEmpty() && broken == null && recorded.nextOffset() < Long.MAX_VALUE) {
      broken = beyond("decided up to offset " + partition.nextOffset() + " only");
    }
    add(pairs);
  }

  private Difference beyond(String log) throws SQLException {
    return new Difference(place(recorded.nextOffset()).toString(), log, "a decision");
  }

  private void add(List<Pair> pairs) throws SQLException {
    Set<UUID> asked = new HashSet<>();
    Set<UUID> keys = new HashSet<>();
    for (Pair each : pairs) {
      CommandEnvelope envelope = envelope(each.entry());
      if (envelope != null && each.recorded() == null) {
        asked.add(envelope.requestId());
      }
      if (envelope != null && envelope.idempotencyKey() != null) {
        keys.add(envelope.idempotencyKey());
      }
      if (each.entry() instanceof LogEntry.Malformed malformed) {
        asked.add(malformed.positionalId());
        if (malformed.namedRequestId() != null) {
          asked.add(malformed.namedRequestId());
        }
      }
    }
    Map<UUID, UUID> owners = database.keyOwners(keys);
    asked.addAll(owners.values());
    Map<UUID, Place> places = database.places(asked);
    for (Pair each : pairs) {
      page.addLast(item(each, owners, places));
    }
  }

  private Item item(Pair pair, Map<UUID, UUID> owners, Map<UUID, Place> places) {
    CommandEnvelope envelope = envelope(pair.entry());
    Place elsewhere =
        pair.entry() instanceof LogEntry.Malformed malformed
            ? elsewhere(malformed, pair.recorded() == null, places)
            : envelope == null ? null : places.get(envelope.requestId());
    UUID key = envelope == null ? null : envelope.idempotencyKey();
    UUID owner = key == null ? null : owners.get(key);
    return new Item(
        place(pair.entry().offset()),
        pair.entry(),
        pair.recorded(),
        elsewhere,
        owner,
        owner == null ? null : places.get(owner));
  }

  /// A malformed record leaves no row only if both its names were taken.
  private static @Nullable Place elsewhere(
      LogEntry.Malformed malformed, boolean noRow, Map<UUID, Place> places) {
    UUID named = malformed.namedRequestId();
    Place taken = named == null ? null : places.get(named);
    boolean namedIsFree = named != null && taken == null;
    return noRow && !namedIsFree ? places.get(malformed.positionalId()) : taken;
  }

  private static @Nullable CommandEnvelope envelope(LogEntry entry) {
    return entry instanceof LogEntry.Request request ? request.envelope() : null;
  }

  private Place place(long offset) {
    return new Place(partition.topic(), partition.partition(), offset);
  }

  @Override
  public void close() throws SQLException {
    recorded.close();
  }
}

package dev.muster.worker.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.wire.RecordHeaders;
import dev.muster.worker.simulation.database.SimulatedDatabase;
import dev.muster.worker.simulation.database.Table;
import dev.muster.worker.simulation.database.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Looks at every commit and every result that arrives, and says what must not be.
final class Judge {
  /// One decision as it was once committed.
  private record Decided(TopicPartition partition, long offset, String outcome) {}

  private final SimulatedDatabase database;
  private final Map<UUID, List<Decided>> everDecided = new HashMap<>();
  private final Map<TopicPartition, TreeSet<Long>> decidedOffsets = new HashMap<>();
  private final Map<TopicPartition, Long> highestArrived = new HashMap<>();
  private final Set<UUID> arrived = new HashSet<>();
  private final Map<TopicPartition, @Nullable Object[]> progress = new HashMap<>();
  private final List<Entry> order = new ArrayList<>();
  private final List<Integer> orderAtCommit = new ArrayList<>(List.of(0));
  private boolean wentBack;

  /// A record in the order of decision.
  record Entry(TopicPartition partition, long offset) {}

  Judge(SimulatedDatabase database) {
    this.database = database;
  }

  /// Every record whose decision is committed, in the order of the commits.
  List<Entry> order() {
    return order;
  }

  boolean hasArrived(UUID requestId) {
    return arrived.contains(requestId);
  }

  /// A transaction was committed.
  void committed() {
    Tables tables = database.tables();
    decisions(tables.table("decision"));
    progress(tables);
    RowInvariants.check(tables);
    orderAtCommit.add(order.size());
  }

  /// The database lost its last commits. What was told of them cannot be called back; from here on
  /// everything holds for what it has now.
  void wentBack(int commits) {
    wentBack = true;
    orderAtCommit.subList(orderAtCommit.size() - commits, orderAtCommit.size()).clear();
    order.subList(orderAtCommit.getLast(), order.size()).clear();
    progress.clear();
    Table rows = database.tables().table("partition_progress");
    for (@Nullable Object[] row : rows.rows()) {
      progress.put(partition(rows, row), row);
    }
  }

  private void decisions(Table decisions) {
    for (@Nullable Object[] row : decisions.rows()) {
      UUID id = (UUID) decisions.value(row, "request_id");
      List<Decided> before = everDecided.computeIfAbsent(id, any -> new ArrayList<>(1));
      var now =
          new Decided(
              partition(decisions, row),
              decisions.number(row, "offset"),
              Rest.outcome(decisions, row));
      if (!before.contains(now)) {
        require(
            before.isEmpty() || wentBack, () -> id + " is decided twice: " + before + ", " + now);
        before.add(now);
        decidedOffsets.computeIfAbsent(now.partition(), any -> new TreeSet<>()).add(now.offset());
      }
    }
  }

  private void progress(Tables tables) {
    Table rows = tables.table("partition_progress");
    for (@Nullable Object[] row : rows.rows()) {
      TopicPartition partition = partition(rows, row);
      @Nullable Object @Nullable [] before = progress.put(partition, row);
      if (Arrays.equals(before, row)) {
        continue;
      }
      long next = rows.number(row, "next_offset");
      long published = rows.number(row, "published_offset");
      long nextBefore = before == null ? 0 : rows.number(before, "next_offset");
      if (before != null) {
        for (String column : List.of("epoch", "next_offset", "published_offset")) {
          require(
              rows.number(row, column) >= rows.number(before, column),
              () -> column + " of " + partition + " went back");
        }
      }
      for (long offset = nextBefore; offset < next; offset++) {
        order.add(new Entry(partition, offset));
      }
      require(published <= next, () -> partition + " is published beyond what is decided");
      published(tables.table("decision"), partition, next, published);
    }
  }

  private void published(Table decisions, TopicPartition partition, long next, long published) {
    for (@Nullable Object[] row : decisions.rows()) {
      long offset = decisions.number(row, "offset");
      if (partition(decisions, row).equals(partition)) {
        require(offset < next, () -> "decided beyond next_offset: " + partition + " " + offset);
        require(
            offset >= published || arrived.contains(decisions.value(row, "request_id")),
            () -> "published_offset is beyond " + partition + " " + offset + ", which is not out");
      }
    }
  }

  /// A result is on the results topic.
  void published(ProducerRecord<byte[], byte[]> result) {
    UUID id = Objects.requireNonNull(RecordHeaders.requestId(result.headers()), "no request id");
    List<Decided> decided = everDecided.getOrDefault(id, List.of());
    require(!decided.isEmpty(), () -> "the result of " + id + " is out, which was never decided");
    String value = new String(result.value(), UTF_8);
    require(
        decided.stream().anyMatch(each -> value.contains(each.outcome())),
        () -> "the result of " + id + " is not what was decided: " + value);
    arrived.add(id);
    Decided place = decided.getFirst();
    long highest = highestArrived.getOrDefault(place.partition(), -1L);
    if (place.offset() > highest) {
      Long predecessor =
          decidedOffsets.getOrDefault(place.partition(), new TreeSet<>()).lower(place.offset());
      require(
          predecessor == null || predecessor <= highest,
          () -> place.partition() + ": result " + place.offset() + " came before " + predecessor);
      highestArrived.put(place.partition(), place.offset());
    }
  }

  static TopicPartition partition(Table table, @Nullable Object[] row) {
    Object topic = table.value(row, "topic_id");
    int partition = (int) table.number(row, "partition");
    for (var each : Broker.TOPICS.values()) {
      if (each.id().equals(topic)) {
        return new TopicPartition(each.name(), partition);
      }
    }
    throw new IllegalStateException("no topic " + topic);
  }

  static void require(boolean holds, java.util.function.Supplier<String> otherwise) {
    if (!holds) {
      throw new Violation(otherwise.get());
    }
  }
}

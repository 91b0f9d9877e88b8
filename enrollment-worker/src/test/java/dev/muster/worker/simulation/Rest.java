package dev.muster.worker.simulation;

import static dev.muster.worker.simulation.Judge.require;

import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.decision.NaiveModel;
import dev.muster.worker.decode.RecordDecoder;
import dev.muster.worker.simulation.Judge.Entry;
import dev.muster.worker.simulation.database.SimulatedDatabase;
import dev.muster.worker.simulation.database.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What must be when nothing is left to do: everything decided, everything published, and the rows
/// those of a model that plays the log one command at a time, in the order of the commits.
final class Rest {
  private Rest() {}

  static boolean isReached(Broker broker, SimulatedDatabase database) {
    return open(broker, database).isEmpty();
  }

  /// What is not done yet, in words.
  static String open(Broker broker, SimulatedDatabase database) {
    var open = new StringBuilder();
    Table progress = database.tables().table("partition_progress");
    for (TopicPartition partition : broker.partitions()) {
      long end = broker.log(partition).size();
      long next = 0;
      long published = 0;
      Object parked = null;
      for (@Nullable Object[] row : progress.rows()) {
        if (Judge.partition(progress, row).equals(partition)) {
          next = progress.number(row, "next_offset");
          published = progress.number(row, "published_offset");
          parked = progress.optional(row, "parked_reason");
        }
      }
      require(parked == null, () -> partition + " was parked without need");
      if (next != end || published != end) {
        open.append(partition).append(" of ").append(end).append(": decided ").append(next);
        open.append(", published ").append(published).append("; ");
      }
    }
    return open.toString();
  }

  static void check(Broker broker, SimulatedDatabase database, Judge judge) {
    Map<TopicPartition, RecordDecoder> decoders = new HashMap<>();
    for (TopicPartition partition : broker.partitions()) {
      UUID topic = Objects.requireNonNull(Broker.TOPICS.get(partition.topic())).id();
      decoders.put(partition, new RecordDecoder(topic, Broker.PARTITIONS));
    }
    Table decisions = database.tables().table("decision");
    var model = new NaiveModel();
    for (Entry each : judge.order()) {
      LogEntry entry =
          Objects.requireNonNull(decoders.get(each.partition()))
              .decode(broker.log(each.partition()).get((int) each.offset()));
      model.play(asStored(entry, decisions));
    }
    Map<UUID, String> expected = model.outcomes();
    for (@Nullable Object[] row : decisions.rows()) {
      UUID id = (UUID) decisions.value(row, "request_id");
      String found = outcome(decisions, row);
      require(judge.hasArrived(id), () -> "the result of " + id + " is not out");
      require(
          found.equals(expected.get(id)),
          () -> id + " was decided " + found + " and should be " + expected.get(id));
    }
    require(expected.size() == decisions.rows().size(), () -> "requests without a decision");
    Table players = database.tables().table("player");
    for (@Nullable Object[] row : players.rows()) {
      UUID id = (UUID) players.value(row, "id");
      require(
          players.number(row, "credit_balance") == model.balance(id),
          () -> "the wallet of " + id + " is not what the model has");
    }
    Table tournaments = database.tables().table("tournament");
    for (@Nullable Object[] row : tournaments.rows()) {
      UUID id = (UUID) tournaments.value(row, "id");
      require(
          tournaments.number(row, "enrolled_count") == model.seatsTaken(id),
          () -> "the seats of " + id + " are not what the model has");
    }
  }

  /// What the database refused is not for the model to decide. A repeat of it is a request like any
  /// other.
  private static LogEntry asStored(LogEntry entry, Table decisions) {
    if (entry instanceof LogEntry.Request request) {
      @Nullable Object @Nullable [] row = decisions.find(request.envelope().requestId());
      if (row != null
          && Objects.equals(decisions.optional(row, "reason"), "FAILED")
          && decisions.number(row, "offset") == request.offset()) {
        return new LogEntry.Undecidable(request.offset(), request.appendedAt(), request.envelope());
      }
    }
    return entry;
  }

  /// The reason it was refused for, or else its status.
  static String outcome(Table decisions, @Nullable Object[] row) {
    Object reason = decisions.optional(row, "reason");
    return reason == null ? (String) decisions.value(row, "outcome") : (String) reason;
  }
}

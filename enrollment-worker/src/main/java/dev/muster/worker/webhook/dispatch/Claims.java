package dev.muster.worker.webhook.dispatch;

import dev.muster.worker.webhook.store.AssignBatches;
import dev.muster.worker.webhook.store.ClaimDue;
import dev.muster.worker.webhook.store.ClaimHeads;
import dev.muster.worker.webhook.store.DueDelivery;
import dev.muster.worker.webhook.store.Endpoint;
import dev.muster.worker.webhook.store.ReleaseDeliveries;
import dev.muster.worker.webhook.store.Room;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// Takes what is due and makes messages of it, in one transaction for all endpoints that have room.
final class Claims {
  /// The order in which the database has ids; Java's own takes the first bit for a sign.
  private static final Comparator<UUID> BY_TEXT = Comparator.comparing(UUID::toString);

  private final DataSource database;

  Claims(DataSource database) {
    this.database = database;
  }

  /// How many messages an endpoint can take.
  record Wish(Endpoint endpoint, int messages) {
    Room room() {
      return new Room(endpoint.id(), messages * endpoint.batchSizeMax());
    }
  }

  /// What an endpoint got.
  ///
  /// @param full whether there may be more
  record Taken(List<Message> messages, boolean full) {}

  /// Takes deliveries for all wishes.
  ///
  /// @param leasedUntil until when they are in hand, in microseconds at most
  Map<UUID, Taken> take(Collection<Wish> wishes, Instant now, Instant leasedUntil)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Map<UUID, Taken> taken = take(connection, wishes, now, leasedUntil);
        connection.commit();
        return taken;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static Map<UUID, Taken> take(
      Connection connection, Collection<Wish> wishes, Instant now, Instant leasedUntil)
      throws SQLException {
    Map<UUID, List<DueDelivery>> due = new HashMap<>();
    List<Room> unordered = new ArrayList<>();
    List<Room> ordered = new ArrayList<>();
    for (Wish wish : wishes) {
      (wish.endpoint().inOrder() ? ordered : unordered).add(wish.room());
      due.put(wish.endpoint().id(), new ArrayList<>());
    }
    if (!unordered.isEmpty()) {
      gather(due, ClaimDue.execute(connection, unordered, false, now, leasedUntil));
    }
    if (!ordered.isEmpty()) {
      gather(due, ClaimDue.execute(connection, ordered, true, now, leasedUntil));
    }
    Map<UUID, Taken> taken = new HashMap<>();
    for (Wish wish : wishes) {
      Endpoint endpoint = wish.endpoint();
      List<DueDelivery> found = due.getOrDefault(endpoint.id(), List.of());
      if (endpoint.inOrder()) {
        var lines = new Room(endpoint.id(), wish.messages());
        int runMax = endpoint.batchSizeMax();
        found.addAll(ClaimHeads.execute(connection, lines, runMax, now, leasedUntil));
      }
      boolean full = found.size() >= wish.room().deliveries();
      List<Message> messages =
          endpoint.batchSizeMax() == 1
              ? found.stream().map(Message::single).toList()
              : batches(connection, endpoint, found, full, now);
      taken.put(endpoint.id(), new Taken(messages, full || endpoint.inOrder()));
    }
    return taken;
  }

  /// Batches that were sent before come back as they were; what is new is put into new ones.
  private static List<Message> batches(
      Connection connection, Endpoint endpoint, List<DueDelivery> found, boolean full, Instant now)
      throws SQLException {
    Map<UUID, List<DueDelivery>> old = new LinkedHashMap<>();
    Map<Object, List<DueDelivery>> fresh = new LinkedHashMap<>();
    for (DueDelivery delivery : found) {
      if (delivery.batchId() != null) {
        old.computeIfAbsent(delivery.batchId(), _ -> new ArrayList<>()).add(delivery);
      } else {
        fresh.computeIfAbsent(company(endpoint, delivery), _ -> new ArrayList<>()).add(delivery);
      }
    }
    if (full && !endpoint.inOrder() && old.size() > 1) {
      // The last one taken may have been cut in two: it comes first the next time.
      UUID last = old.keySet().iterator().next();
      Instant latest = Instant.MIN;
      for (Map.Entry<UUID, List<DueDelivery>> batch : old.entrySet()) {
        Instant dueAt = batch.getValue().getFirst().dueAt();
        int order = dueAt.compareTo(latest);
        if (order > 0 || (order == 0 && BY_TEXT.compare(batch.getKey(), last) > 0)) {
          last = batch.getKey();
          latest = dueAt;
        }
      }
      ReleaseDeliveries.execute(connection, old.getOrDefault(last, List.of()));
      old.remove(last);
    }
    List<List<DueDelivery>> groups = new ArrayList<>();
    for (List<DueDelivery> some : fresh.values()) {
      for (int from = 0; from < some.size(); from += endpoint.batchSizeMax()) {
        groups.add(some.subList(from, Math.min(some.size(), from + endpoint.batchSizeMax())));
      }
    }
    List<Message> messages = new ArrayList<>();
    old.values().forEach(batch -> messages.add(Message.batch(batch)));
    if (!groups.isEmpty()) {
      AssignBatches.execute(connection, groups, now)
          .forEach(batch -> messages.add(Message.batch(batch)));
    }
    return messages;
  }

  /// Only deliveries that are as far in the schedule share a batch, and with order only those of
  /// one line.
  private static Object company(Endpoint endpoint, DueDelivery delivery) {
    return endpoint.inOrder()
        ? List.of(delivery.attempts(), String.valueOf(delivery.tournamentId()))
        : delivery.attempts();
  }

  private static void gather(Map<UUID, List<DueDelivery>> due, List<DueDelivery> some) {
    for (DueDelivery delivery : some) {
      due.computeIfAbsent(delivery.endpointId(), _ -> new ArrayList<>()).add(delivery);
    }
  }
}

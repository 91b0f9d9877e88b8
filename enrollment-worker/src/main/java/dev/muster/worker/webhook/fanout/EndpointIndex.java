package dev.muster.worker.webhook.fanout;

import dev.muster.schemas.webhook.EventType;
import dev.muster.worker.webhook.store.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who wants which events, as of one version of the registry. Most endpoints are passed over
/// without being looked at.
final class EndpointIndex {
  static final EndpointIndex NONE = new EndpointIndex(-1, List.of());

  private final long version;
  private final Map<EventType, List<Endpoint>> ofEveryTournament = new EnumMap<>(EventType.class);
  private final Map<UUID, List<Endpoint>> ofOneTournament = new HashMap<>();

  EndpointIndex(long version, Collection<Endpoint> endpoints) {
    this.version = version;
    for (Endpoint endpoint : endpoints) {
      if (endpoint.state() == Endpoint.State.DELETED) {
        continue;
      }
      if (endpoint.tournamentIds() == null) {
        for (EventType type : endpoint.eventTypes()) {
          ofEveryTournament.computeIfAbsent(type, _ -> new ArrayList<>()).add(endpoint);
        }
      } else {
        for (UUID tournament : endpoint.tournamentIds()) {
          ofOneTournament.computeIfAbsent(tournament, _ -> new ArrayList<>()).add(endpoint);
        }
      }
    }
  }

  long version() {
    return version;
  }

  /// Nobody wants anything.
  boolean isEmpty() {
    return ofEveryTournament.isEmpty() && ofOneTournament.isEmpty();
  }

  /// Endpoints that are told of an event.
  List<Endpoint> wanting(EventType type, @Nullable UUID tournamentId, Instant occurredAt) {
    List<Endpoint> wanting = new ArrayList<>();
    for (Endpoint each : ofEveryTournament.getOrDefault(type, List.of())) {
      if (each.wants(type, tournamentId, occurredAt)) {
        wanting.add(each);
      }
    }
    if (tournamentId != null) {
      for (Endpoint each : ofOneTournament.getOrDefault(tournamentId, List.of())) {
        if (each.wants(type, tournamentId, occurredAt)) {
          wanting.add(each);
        }
      }
    }
    return wanting;
  }
}

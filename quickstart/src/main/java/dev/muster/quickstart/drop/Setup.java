package dev.muster.quickstart.drop;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Before the doors open: three tournaments, and every player registered with their credits.
final class Setup {
  private static final List<String> NAMES = List.of("Grand final", "Evening league", "Open day");

  private final URI api;
  private final Audience audience;
  private final int clients;
  private final Counters counters;

  Setup(URI api, Audience audience, int clients, Counters counters) {
    this.api = api;
    this.audience = audience;
    this.clients = clients;
    this.counters = counters;
  }

  /// Returns the id of every request it made, all accepted.
  List<UUID> run() throws InterruptedException {
    List<UUID> ids = new ArrayList<>();
    try (var client = new Client(api, counters)) {
      for (int i = 0; i < Audience.TOURNAMENTS; i++) {
        ids.add(client.submit(ApiCommand.define(audience, i, NAMES.get(i))).requestId());
      }
    }
    Crowd.run(clients, this::prepare).forEach(ids::addAll);
    return ids;
  }

  /// One client's share of the players. A player's grant follows the registration in the same
  /// partition of the log, so it need not wait for the outcome.
  private List<UUID> prepare(int number) throws InterruptedException {
    List<UUID> ids = new ArrayList<>();
    try (var client = new Client(api, counters)) {
      for (int player = number; player < audience.size(); player += clients) {
        UUID id = audience.player(player);
        ids.add(client.submit(ApiCommand.register(id)).requestId());
        long credits = audience.credits(player);
        if (credits > 0) {
          ids.add(client.submit(ApiCommand.grant(id, credits)).requestId());
        }
      }
    }
    return ids;
  }
}

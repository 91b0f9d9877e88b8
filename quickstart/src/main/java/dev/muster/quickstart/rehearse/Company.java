package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.ApiCommand;
import dev.muster.quickstart.drop.Client;
import dev.muster.quickstart.drop.Counters;
import dev.muster.quickstart.drop.Crowd;
import dev.muster.quickstart.rehearse.load.Cast;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Before the load: every tournament opened, every player registered with their credits.
final class Company {
  private static final int CLIENTS = 16;

  private final URI api;
  private final Cast cast;
  private final Counters counters = new Counters();

  Company(URI api, Cast cast) {
    this.api = api;
    this.cast = cast;
  }

  /// How many commands are accepted so far.
  long accepted() {
    return counters.accepted.sum();
  }

  /// Returns the id of every request it made, all accepted.
  List<UUID> assemble() throws InterruptedException {
    List<UUID> ids = new ArrayList<>();
    try (var client = new Client(api, counters)) {
      for (int i = 0; i < cast.tournaments(); i++) {
        UUID id = cast.tournament(i);
        var command =
            ApiCommand.define(
                id, "define-" + id, "Rehearsal " + i, cast.capacity(i), cast.feeCredits(i));
        ids.add(client.submit(command).requestId());
      }
    }
    Crowd.run(CLIENTS, this::register).forEach(ids::addAll);
    return ids;
  }

  /// One client's share of the players. A player's grant follows the registration in the same
  /// partition of the log, so it need not wait for the outcome.
  private List<UUID> register(int number) throws InterruptedException {
    List<UUID> ids = new ArrayList<>();
    try (var client = new Client(api, counters)) {
      for (int player = number; player < cast.players(); player += CLIENTS) {
        UUID id = cast.player(player);
        ids.add(client.submit(ApiCommand.register(id)).requestId());
        if (cast.credits(player) > 0) {
          ids.add(client.submit(ApiCommand.grant(id, cast.credits(player))).requestId());
        }
      }
    }
    return ids;
  }
}

package dev.muster.quickstart.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.crash.ApiClient.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.utils.Utils;

/// Tournaments on partitions of their own, each with players of its own: so the log of one
/// partition alone says what comes out. Some players are short of credits, and there are more of
/// them than seats.
record Arena(List<UUID> tournaments, Map<UUID, List<UUID>> players) {
  private static final int PARTITIONS = 12;
  private static final int PLAYERS = 40;
  private static final int SEATS = 25;
  private static final int FEE_CREDITS = 10;
  private static final int CLIENTS = 16;

  /// Makes one tournament on each partition that is asked for; what this puts on the log may not
  /// be decided yet.
  static Arena open(ApiClient api, IntPredicate partitions) throws Exception {
    SequencedMap<UUID, List<UUID>> players = new LinkedHashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (partitions.test(partition)) {
        players.put(idOn(partition), newPlayers());
      }
    }
    List<Future<?>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      players.forEach(
          (tournament, group) -> {
            calls.add(
                threads.submit(
                    () ->
                        api.submit(Call.defineTournament(tournament, SEATS, FEE_CREDITS), key())));
            for (UUID player : group) {
              calls.add(threads.submit(() -> fund(api, player)));
            }
          });
    }
    for (Future<?> call : calls) {
      call.get();
    }
    return new Arena(List.copyOf(players.keySet()), players);
  }

  private static Void fund(ApiClient api, UUID player) throws InterruptedException {
    api.submit(Call.registerPlayer(player), key());
    // From nothing at all to four seats.
    int credits = Math.floorMod(player.hashCode(), 5) * FEE_CREDITS;
    if (credits > 0) {
      api.submit(Call.grantCredits(player, credits), key());
    }
    return null;
  }

  /// Somebody of somewhere wants in, or out.
  Call anyCall(RandomGenerator random) {
    UUID tournament = tournaments.get(random.nextInt(tournaments.size()));
    return callFor(tournament, random);
  }

  /// Somebody wants in to this tournament, or out of it.
  Call callFor(UUID tournament, RandomGenerator random) {
    List<UUID> group = players.getOrDefault(tournament, List.of());
    UUID player = group.get(random.nextInt(group.size()));
    return Call.enrollment(random.nextInt(4) == 0 ? "UNENROLL" : "ENROLL", tournament, player);
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  private static List<UUID> newPlayers() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < PLAYERS; i++) {
      ids.add(UUID.randomUUID());
    }
    return ids;
  }

  private static UUID idOn(int partition) {
    UUID id = UUID.randomUUID();
    while (Utils.toPositive(Utils.murmur2(id.toString().getBytes(UTF_8))) % PARTITIONS
        != partition) {
      id = UUID.randomUUID();
    }
    return id;
  }
}

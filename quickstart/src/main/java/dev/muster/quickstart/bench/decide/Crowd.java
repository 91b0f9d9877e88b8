package dev.muster.quickstart.bench.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Players, and who wants what. The same seed makes the same crowd.
final class Crowd {
  /// A prime, so that no player meets a tournament twice.
  private static final int STRIDE = 7919;

  private final RandomGenerator random;
  private final List<UUID> players;
  private long asked;

  Crowd(long seed, int players) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.players = ids(players);
  }

  List<UUID> players() {
    return players;
  }

  /// Ids of tournaments.
  List<UUID> ids(int count) {
    List<UUID> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(id());
    }
    return ids;
  }

  /// The next wishes: the tournaments in turn, by ever other players.
  List<Wanted> wishes(List<UUID> tournaments, int count) {
    List<Wanted> wishes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int tournament = (int) (asked % tournaments.size());
      long player =
          tournaments.size() == 1 ? asked : asked / tournaments.size() * STRIDE + tournament;
      wishes.add(
          new Wanted(
              id(), tournaments.get(tournament), players.get((int) (player % players.size()))));
      asked++;
    }
    return wishes;
  }

  private UUID id() {
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x4000L,
        (random.nextLong() & ~(0b11L << 62)) | 0x8000_0000_0000_0000L);
  }
}

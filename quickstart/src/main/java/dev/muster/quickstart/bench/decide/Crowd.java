package dev.muster.quickstart.bench.decide;

import dev.muster.ingest.request.RequestIds;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Players, and who wants what. The same seed makes the same players; every request is a new one.
public final class Crowd {
  /// A prime, so that no player meets a tournament twice.
  private static final int STRIDE = 7919;

  private static final int ASK_IN_A_MILLISECOND = 10;

  private final long openedMillis = System.currentTimeMillis();

  /// The ids that the API would give if they asked at 10,000 requests/s, for every contender.
  private final RequestIds requestIds =
      new RequestIds("bench", () -> openedMillis + asked() / ASK_IN_A_MILLISECOND);

  private final RandomGenerator random;
  private final List<UUID> players;
  private long asked;

  public Crowd(long seed, int players) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.players = ids(players);
  }

  private Crowd(RandomGenerator random, List<UUID> players) {
    this.random = random;
    this.players = players;
  }

  /// Some of it.
  public Crowd of(List<UUID> some) {
    return new Crowd(random, some);
  }

  public List<UUID> players() {
    return players;
  }

  /// Ids of tournaments.
  public List<UUID> ids(int count) {
    List<UUID> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(id());
    }
    return ids;
  }

  /// The next wishes: the tournaments in turn, by ever other players.
  public List<Wanted> wishes(List<UUID> tournaments, int count) {
    List<Wanted> wishes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int tournament = (int) (asked % tournaments.size());
      long player =
          tournaments.size() == 1 ? asked : asked / tournaments.size() * STRIDE + tournament;
      wishes.add(
          new Wanted(
              requestIds.mint(),
              tournaments.get(tournament),
              players.get((int) (player % players.size()))));
      asked++;
    }
    return wishes;
  }

  private long asked() {
    return asked;
  }

  private UUID id() {
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x4000L,
        (random.nextLong() & ~(0b11L << 62)) | 0x8000_0000_0000_0000L);
  }
}

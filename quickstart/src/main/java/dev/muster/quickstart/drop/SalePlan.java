package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.Shot.Motive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Every request of the sale with its moment, dealt to the clients. Pure: the same options give the
/// same plan.
final class SalePlan {
  static final double DOUBLE_CLICK_SHARE = 0.20;
  static final double RETRY_SHARE = 0.10;
  static final double CHANGE_OF_MIND_SHARE = 0.05;
  static final double COME_BACK_SHARE = 0.04;
  static final double CONSOLATION_SHARE = 0.10;

  /// From here on those come back who hope for a seat that somebody gave up, in milliseconds.
  private static final int COME_BACK_MILLIS = 10_000;

  private final List<List<Shot>> byClient = new ArrayList<>();
  private final SplittableRandom random;
  private final int clients;

  private SalePlan(DropOptions options) {
    // Not the audience's own sequence, or whoever is poor would also come at a special time.
    random = new SplittableRandom(options.seed() + 1);
    clients = options.clients();
    for (int i = 0; i < clients; i++) {
      byClient.add(new ArrayList<>());
    }
    for (int player = 0; player < options.players(); player++) {
      add(player);
    }
    byClient.forEach(shots -> shots.sort(Comparator.comparingInt(Shot::dueMillis)));
  }

  /// The requests of each client, in the order of their moments.
  static List<List<Shot>> of(DropOptions options) {
    return new SalePlan(options).byClient;
  }

  private void add(int player) {
    int client = player % clients;
    // Somebody else's connection: a repeat may overtake the request that it repeats.
    int other = (player + 1) % clients;
    int arrival = Arrivals.sample(random);
    shoot(client, arrival, Motive.WANT, player, Audience.HOT);
    if (chance(DOUBLE_CLICK_SHARE)) {
      shoot(other, arrival + between(50, 400), Motive.DOUBLE_CLICK, player, Audience.HOT);
    }
    if (chance(RETRY_SHARE)) {
      int due = Math.min(arrival + between(200, 1_000), Arrivals.SALE_MILLIS);
      byClient.get(other).add(new Shot(due, Motive.RETRY, player, Audience.HOT, Motive.WANT));
    }
    if (chance(CHANGE_OF_MIND_SHARE)) {
      shoot(client, arrival + between(1_000, 3_000), Motive.CHANGE_OF_MIND, player, Audience.HOT);
    }
    if (chance(COME_BACK_SHARE)) {
      int due = Math.max(arrival + 1_000, between(COME_BACK_MILLIS, Arrivals.SALE_MILLIS));
      shoot(client, due, Motive.COME_BACK, player, Audience.HOT);
    }
    if (chance(CONSOLATION_SHARE)) {
      int quieter = random.nextBoolean() ? Audience.QUIET : Audience.FREE;
      shoot(client, arrival + between(0, 2_000), Motive.CONSOLATION, player, quieter);
    }
  }

  /// Nobody comes after the doors have closed.
  private void shoot(int client, int due, Motive motive, int player, int tournament) {
    int open = Math.min(due, Arrivals.SALE_MILLIS);
    byClient.get(client).add(new Shot(open, motive, player, tournament, motive));
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  private int between(int from, int to) {
    return random.nextInt(from, to);
  }
}

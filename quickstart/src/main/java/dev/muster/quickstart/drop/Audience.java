package dev.muster.quickstart.drop;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;

/// Who comes and what for: three tournaments, and players with enough credits, too few or none.
final class Audience {
  /// Index of the tournament that nearly everybody wants.
  static final int HOT = 0;

  /// Index of a quieter one with a fee, cancelled at the end.
  static final int QUIET = 1;

  /// Index of a quieter one that is free.
  static final int FREE = 2;

  static final int TOURNAMENTS = 3;

  private static final long[] FEE_CREDITS = {50, 20, 0};
  private static final long CREDITS_ENOUGH = 100;
  private static final long CREDITS_TOO_FEW = 10;
  private static final double SHARE_WITHOUT_CREDITS = 0.03;
  private static final double SHARE_WITH_TOO_FEW = 0.02;

  private final UUID[] tournaments = new UUID[TOURNAMENTS];
  private final UUID[] players;
  private final long[] credits;
  private final int seats;

  Audience(DropOptions options) {
    var random = new SplittableRandom(options.seed());
    for (int i = 0; i < TOURNAMENTS; i++) {
      tournaments[i] = uuid(random);
    }
    players = new UUID[options.players()];
    credits = new long[options.players()];
    for (int i = 0; i < players.length; i++) {
      players[i] = uuid(random);
      double rank = random.nextDouble();
      if (rank < SHARE_WITHOUT_CREDITS) {
        credits[i] = 0;
      } else {
        credits[i] =
            rank < SHARE_WITHOUT_CREDITS + SHARE_WITH_TOO_FEW ? CREDITS_TOO_FEW : CREDITS_ENOUGH;
      }
    }
    seats = options.seats();
  }

  int size() {
    return players.length;
  }

  /// Commands it takes to set everything up: the tournaments, the players, and their credits.
  long setupCommands() {
    return TOURNAMENTS + players.length + Arrays.stream(credits).filter(some -> some > 0).count();
  }

  UUID player(int index) {
    return players[index];
  }

  /// Credits to grant a player before the sale; zero for none.
  long credits(int player) {
    return credits[player];
  }

  UUID tournament(int index) {
    return tournaments[index];
  }

  long feeCredits(int tournament) {
    return FEE_CREDITS[tournament];
  }

  /// Seats; the quieter tournaments have room for everybody who asks.
  int capacity(int tournament) {
    return tournament == HOT ? seats : Math.max(players.length, 1);
  }

  private static UUID uuid(SplittableRandom random) {
    // Version 4, variant 2, as a client's library would make it.
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}

package dev.muster.quickstart.rehearse.load;

import java.util.SplittableRandom;
import java.util.UUID;

/// Who takes part: tournaments, most of them with a fee, and players with enough credits for a few,
/// too few or none. Every run has its own, so that it can share a system with others.
public final class Cast {
  /// Index of the tournament that most want.
  public static final int HOT = 0;

  /// Other tournaments have as many seats, so that some sell out and some do not.
  private static final int SEATS_DIVISOR = 8;

  private static final long[] FEES = {50, 20, 0, 35};
  private static final long CREDITS_ENOUGH = 150;
  private static final long CREDITS_TOO_FEW = 10;
  private static final double SHARE_WITHOUT_CREDITS = 0.03;
  private static final double SHARE_WITH_TOO_FEW = 0.03;

  private final UUID[] tournaments;
  private final UUID[] players;
  private final long[] credits;
  private final int seats;

  /// @param run makes the ids those of this run
  /// @param seats of the hot tournament
  public Cast(long seed, UUID run, int tournaments, int players, int seats) {
    var random = new SplittableRandom(seed ^ run.getMostSignificantBits());
    this.tournaments = ids(random, tournaments);
    this.players = ids(random, players);
    this.seats = seats;
    // From the seed alone: another run has the same poor.
    var purses = new SplittableRandom(seed);
    credits = new long[players];
    for (int i = 0; i < players; i++) {
      double rank = purses.nextDouble();
      credits[i] =
          rank < SHARE_WITHOUT_CREDITS + SHARE_WITH_TOO_FEW ? CREDITS_TOO_FEW : CREDITS_ENOUGH;
      if (rank < SHARE_WITHOUT_CREDITS) {
        credits[i] = 0;
      }
    }
  }

  public int tournaments() {
    return tournaments.length;
  }

  public UUID tournament(int index) {
    return tournaments[index];
  }

  public int capacity(int tournament) {
    return tournament == HOT ? seats : Math.max(1, seats / SEATS_DIVISOR);
  }

  public long feeCredits(int tournament) {
    return FEES[tournament % FEES.length];
  }

  public int players() {
    return players.length;
  }

  public UUID player(int index) {
    return players[index];
  }

  /// Credits to grant before the load; zero for none.
  public long credits(int player) {
    return credits[player];
  }

  private static UUID[] ids(SplittableRandom random, int count) {
    var ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      // Version 4, variant 2, as a client's library would make it.
      long high = (random.nextLong() & ~0xF000L) | 0x4000L;
      long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      ids[i] = new UUID(high, low);
    }
    return ids;
  }
}

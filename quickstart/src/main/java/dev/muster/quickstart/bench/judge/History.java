package dev.muster.quickstart.bench.judge;

import dev.muster.quickstart.bench.load.CommandFeed;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.Unenroll;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Some days of a busy system: everybody asks for a few seats, every fifth request finds its
/// tournament full, and some give their seat back. How many rows come of it is known beforehand.
final class History {
  static final int PLAYERS = 40_000;
  static final int TOURNAMENTS = 100;
  static final int REQUESTS_EACH = 3;
  static final int SEATS = 960;
  static final int GIVEN_BACK = 100;

  private static final long CREDITS = 100;
  private static final long FEE = 10;

  private final List<UUID> players = ids(PLAYERS);
  private final List<UUID> tournaments = ids(TOURNAMENTS);

  private static List<UUID> ids(int count) {
    return Stream.generate(UUID::randomUUID).limit(count).toList();
  }

  /// Puts it on the log, and returns when all of it is decided.
  void tell(CommandFeed feed) throws InterruptedException {
    feed.prepare(players, CREDITS, tournaments, SEATS, FEE);
    for (int round = 0; round < REQUESTS_EACH; round++) {
      for (int player = 0; player < PLAYERS; player++) {
        feed.send(new Enroll(tournament(player, round), players.get(player), null));
      }
    }
    // Who asked first for a tournament has a seat there: one partition keeps their order.
    for (int player = 0; player < GIVEN_BACK * TOURNAMENTS; player++) {
      feed.send(new Unenroll(tournament(player, 0), players.get(player)));
    }
    feed.flush();
    feed.awaitDecided(commands());
  }

  private UUID tournament(int player, int round) {
    return tournaments.get((player + round) % TOURNAMENTS);
  }

  /// Commands on the log, each decided once.
  long commands() {
    return TOURNAMENTS
        + 2L * PLAYERS
        + (long) REQUESTS_EACH * PLAYERS
        + (long) GIVEN_BACK * TOURNAMENTS;
  }

  /// Enrollments, live and given back.
  long enrollments() {
    return (long) SEATS * TOURNAMENTS;
  }

  /// Rows of the ledger: a grant each, the fees and the refunds.
  long movements() {
    return PLAYERS + enrollments() + (long) GIVEN_BACK * TOURNAMENTS;
  }
}

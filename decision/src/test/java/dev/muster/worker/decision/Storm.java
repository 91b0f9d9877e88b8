package dev.muster.worker.decision;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A long random log, the same for the same seed: commands of every kind, repeats, reused keys,
/// garbage, records the database refused, times that stand still or step back, and cuts into
/// batches.
final class Storm {
  private static final Instant START = Instant.parse("2026-05-01T18:00:00Z");
  private static final int TOURNAMENTS = 5;
  private static final int TOURNAMENT_RECORDS = 40;
  private static final int PLAYERS = 8;
  private static final int KEYS = 40;

  /// One record of the log, and whether a batch begins with it.
  record Item(LogEntry entry, boolean startsBatch) {}

  private final SplittableRandom random;
  private final List<CommandEnvelope> sent = new ArrayList<>();
  private final int batchLength;

  private Storm(long seed) {
    this.random = new SplittableRandom(seed);
    this.batchLength = 1 + random.nextInt(40);
  }

  static List<Item> of(long seed, int records) {
    var storm = new Storm(seed);
    List<Item> items = new ArrayList<>();
    for (int offset = 0; offset < records; offset++) {
      items.add(new Item(storm.entry(offset), storm.oneIn(storm.batchLength)));
    }
    return items;
  }

  /// The records in the batches that the cuts make of them.
  static List<CommandBatch> batches(List<Item> items) {
    List<CommandBatch> batches = new ArrayList<>();
    List<LogEntry> open = new ArrayList<>();
    for (Item item : items) {
      if (item.startsBatch() && !open.isEmpty()) {
        batches.add(new CommandBatch(0, START, open));
        open.clear();
      }
      open.add(item.entry());
    }
    if (!open.isEmpty()) {
      batches.add(new CommandBatch(0, START, open));
    }
    return batches;
  }

  private LogEntry entry(int offset) {
    Instant at = START.plusMillis(offset / 3 - (oneIn(20) ? 2 : 0));
    if (oneIn(30)) {
      UUID positional = new UUID(9, offset);
      return new LogEntry.Malformed(offset, at, nameOfGarbage(), positional, "no command");
    }
    CommandEnvelope envelope = !sent.isEmpty() && oneIn(8) ? earlier() : envelope();
    sent.add(envelope);
    return oneIn(50)
        ? new LogEntry.Undecidable(offset, at, envelope)
        : new LogEntry.Request(offset, at, envelope);
  }

  private @Nullable UUID nameOfGarbage() {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> sent.isEmpty() ? null : earlier().requestId();
      default -> requestId();
    };
  }

  private CommandEnvelope earlier() {
    int back = oneIn(2) ? 3 : sent.size();
    return sent.get(sent.size() - 1 - random.nextInt(Math.min(back, sent.size())));
  }

  private CommandEnvelope envelope() {
    UUID key = oneIn(6) ? new UUID(4, random.nextInt(KEYS)) : null;
    return new CommandEnvelope(requestId(), key, command());
  }

  private UUID requestId() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private Command command() {
    int dice = random.nextInt(100);
    if (dice < 45) {
      return new Enroll(tournament(), player(), oneIn(6) ? random.nextLong(60) : null);
    }
    if (dice < 70) {
      return new Unenroll(tournament(), player());
    }
    if (dice < 82) {
      return new GrantCredits(player(), 1 + random.nextLong(120), "bought");
    }
    if (dice < 88) {
      return new RegisterPlayer(player(), oneIn(2) ? null : "name " + dice);
    }
    return dice < 99 ? definition() : new CancelTournament(tournament(), "called off");
  }

  private DefineTournament definition() {
    Instant opens = oneIn(10) ? moment() : null;
    Instant closes = oneIn(10) ? moment() : null;
    boolean ordered = opens == null || closes == null || opens.isBefore(closes);
    return new DefineTournament(
        tournament(),
        "cup " + random.nextInt(3),
        random.nextInt(7),
        oneIn(4) ? 0 : random.nextLong(60),
        status(),
        opens,
        ordered ? closes : null,
        new RefundPolicy(oneIn(2) ? moment() : null, random.nextInt(101)));
  }

  private TournamentStatus status() {
    return switch (random.nextInt(60)) {
      case 0 -> TournamentStatus.COMPLETED;
      case 1, 2, 3, 4 -> TournamentStatus.CLOSED;
      case 5, 6 -> TournamentStatus.DRAFT;
      default -> TournamentStatus.OPEN;
    };
  }

  private Instant moment() {
    return START.plusMillis(random.nextInt(700));
  }

  /// One of a few that move on with the log: the old ones end up cancelled or completed.
  private UUID tournament() {
    return new UUID(1, sent.size() / TOURNAMENT_RECORDS + random.nextInt(TOURNAMENTS));
  }

  private UUID player() {
    return new UUID(2, random.nextInt(PLAYERS));
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }
}

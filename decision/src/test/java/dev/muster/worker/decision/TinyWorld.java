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
import java.util.UUID;

/// Two tournaments with one seat each, three players with credits for one of the two, and every
/// command that can matter to them.
final class TinyWorld {
  static final int PLAYERS = 3;

  private static final Instant START = Instant.parse("2026-05-01T18:00:00Z");
  private static final UUID DEAR = new UUID(1, 1);
  private static final UUID CHEAP = new UUID(1, 2);

  /// A command that may be sent at any step.
  ///
  /// @param player which of the players it concerns, or -1 for none
  record Letter(int player, Command command) {}

  /// A step at which the full refund of the cheap tournament is over.
  private static final int FULL_REFUND_STEPS = 3;

  private TinyWorld() {}

  /// What is asked before the first step.
  static CommandBatch beginning() {
    List<Command> commands = new ArrayList<>();
    commands.add(dear(1, 50, TournamentStatus.OPEN));
    commands.add(cheap(1, TournamentStatus.OPEN));
    for (int p = 0; p < PLAYERS; p++) {
      commands.add(new RegisterPlayer(player(p), null));
      commands.add(new GrantCredits(player(p), 60, "bought"));
    }
    List<LogEntry> entries = new ArrayList<>();
    for (Command command : commands) {
      entries.add(entry(entries.size() - commands.size(), command));
    }
    return new CommandBatch(0, START, entries);
  }

  static List<Letter> alphabet() {
    List<Letter> letters = new ArrayList<>();
    for (int p = 0; p < PLAYERS; p++) {
      letters.add(new Letter(p, new Enroll(DEAR, player(p), null)));
      letters.add(new Letter(p, new Enroll(CHEAP, player(p), null)));
      letters.add(new Letter(p, new Unenroll(DEAR, player(p))));
      letters.add(new Letter(p, new Unenroll(CHEAP, player(p))));
      letters.add(new Letter(p, new GrantCredits(player(p), 30, "bought")));
    }
    letters.add(new Letter(-1, new CancelTournament(DEAR, "called off")));
    letters.add(new Letter(-1, new CancelTournament(CHEAP, "called off")));
    letters.add(new Letter(-1, dear(1, 20, TournamentStatus.OPEN)));
    letters.add(new Letter(-1, dear(2, 80, TournamentStatus.OPEN)));
    letters.add(new Letter(-1, dear(0, 50, TournamentStatus.OPEN)));
    letters.add(new Letter(-1, dear(1, 50, TournamentStatus.CLOSED)));
    letters.add(new Letter(-1, cheap(2, TournamentStatus.OPEN)));
    letters.add(new Letter(-1, cheap(1, TournamentStatus.COMPLETED)));
    return letters;
  }

  /// A command as the log's record at a step, counted from 0.
  static LogEntry entry(int step, Command command) {
    var envelope = new CommandEnvelope(new UUID(3, 1000 + step), null, command);
    return new LogEntry.Request(1000 + step, START.plusMillis(step), envelope);
  }

  static CommandBatch batch(List<LogEntry> entries) {
    return new CommandBatch(0, START, entries);
  }

  private static UUID player(int number) {
    return new UUID(2, number);
  }

  private static DefineTournament dear(int capacity, long fee, TournamentStatus status) {
    return new DefineTournament(DEAR, "dear", capacity, fee, status, null, null, RefundPolicy.FULL);
  }

  private static DefineTournament cheap(int capacity, TournamentStatus status) {
    var policy = new RefundPolicy(START.plusMillis(FULL_REFUND_STEPS), 50);
    return new DefineTournament(CHEAP, "cheap", capacity, 31, status, null, null, policy);
  }
}

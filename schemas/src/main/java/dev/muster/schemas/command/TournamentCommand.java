package dev.muster.schemas.command;

import java.util.UUID;

/// A command in the stream of one tournament. Its life cycle travels in the same stream as its
/// enrollments, so a close or a cancellation has a place in the order.
public sealed interface TournamentCommand extends Command
    permits DefineTournament, Enroll, Unenroll, CancelTournament {
  UUID tournamentId();

  @Override
  default UUID key() {
    return tournamentId();
  }
}

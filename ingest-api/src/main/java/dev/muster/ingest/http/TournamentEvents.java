package dev.muster.ingest.http;

import dev.muster.ingest.outcome.TournamentBoard;
import dev.muster.ingest.read.Standing;
import dev.muster.ingest.stream.StandingId;
import dev.muster.ingest.stream.TournamentSubject;
import dev.muster.schemas.result.LogPosition;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens in a tournament, as a stream of its states that ends when nothing can happen any
/// more.
final class TournamentEvents implements Endpoint {
  private final TournamentBoard board;
  private final EventStreams streams;

  TournamentEvents(TournamentBoard board, EventStreams streams) {
    this.board = board;
    this.streams = streams;
  }

  @Override
  public Reply answer(Call call) throws Refused {
    EventStreams.checkAccepted(call);
    UUID id = call.id();
    Standing told = StandingId.parse(id, EventStreams.lastEventId(call));
    Standing standing =
        standing(id, told)
            .orElseThrow(
                () -> new Refused(ProblemType.NOT_FOUND, "There is no tournament with this id"));
    if (told != null && standing.isFinal() && standing.looksLike(told)) {
      return EventStreams.nothingMore();
    }
    return streams.open(call, new TournamentSubject(board, standing, told));
  }

  /// The caller may have come from a replica that heard more than this one did so far, and must not
  /// be told of an earlier state as if it were a later one.
  private Optional<Standing> standing(UUID id, @Nullable Standing told) {
    Optional<Standing> known = board.find(id);
    return told != null && known.isPresent() && isBehind(known.get(), told)
        ? board.findAnew(id)
        : known;
  }

  private static boolean isBehind(Standing known, Standing told) {
    LogPosition seen = told.next();
    return seen != null && !known.counts(seen.offset() - 1);
  }
}

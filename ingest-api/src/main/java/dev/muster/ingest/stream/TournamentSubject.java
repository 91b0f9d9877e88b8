package dev.muster.ingest.stream;

import dev.muster.ingest.outcome.TournamentBoard;
import dev.muster.ingest.read.Standing;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.wire.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The seats and the status of one tournament.
public final class TournamentSubject extends Subject {
  private final TournamentBoard board;
  private final Standing first;
  private @Nullable Standing told;

  /// @param first where it stands now
  /// @param told what the reader saw last, or null
  public TournamentSubject(TournamentBoard board, Standing first, @Nullable Standing told) {
    this.board = board;
    this.first = first;
    this.told = told;
  }

  @Override
  Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  @Nullable Event news() {
    Standing known = board.known(first.tournamentId());
    Standing now = known == null ? first : known;
    Standing before = told;
    if (before != null && now.looksLike(before)) {
      return null;
    }
    told = now;
    return Event.of("tournament", StandingId.of(now), document(now), now.isFinal());
  }

  /// One event's data.
  static byte[] document(Standing standing) {
    return Json.bytes(
        json -> {
          Json.uuid(json, "tournamentId", standing.tournamentId());
          json.writeStringProperty("status", standing.status().name());
          json.writeNumberProperty("capacity", standing.capacity());
          json.writeNumberProperty("enrolled", standing.enrolled());
          json.writeNumberProperty("seatsLeft", standing.seatsLeft());
          LogPosition next = standing.next();
          if (next != null) {
            json.writeName("position");
            json.writeStartObject();
            json.writeNumberProperty("partition", next.partition());
            json.writeNumberProperty("nextOffset", next.offset());
            json.writeEndObject();
          }
        });
  }
}

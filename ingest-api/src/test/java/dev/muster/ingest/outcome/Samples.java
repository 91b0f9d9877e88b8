package dev.muster.ingest.outcome;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/// Requests and outcomes to test with.
@NullMarked
public final class Samples {
  public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private Samples() {}

  public static Pending pending(UUID id, long offset) {
    return new Pending(
        id,
        CommandType.ENROLL,
        UUID.randomUUID(),
        UUID.randomUUID(),
        TIME,
        new LogPosition(3, offset));
  }

  /// A seat for whoever asked at that place of partition 3.
  public static Result enrolled(UUID id, long offset) {
    return new Enrolled(
        new ResultHeader(
            id,
            CommandType.ENROLL,
            UUID.randomUUID(),
            UUID.randomUUID(),
            TIME,
            TIME,
            new LogPosition(3, offset)),
        UUID.randomUUID(),
        100,
        900);
  }
}

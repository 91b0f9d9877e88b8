package dev.muster.quickstart.oracle;

import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import java.time.Instant;

/// A decision and the topic its command came from.
record Decided(String topic, Result result) {
  /// The same without the worker's clock, which the log does not know.
  Decided timeless() {
    ResultHeader header = result.header();
    var timeless =
        new ResultHeader(
            header.requestId(),
            header.type(),
            header.tournamentId(),
            header.playerId(),
            header.submittedAt(),
            Instant.EPOCH,
            header.position());
    return new Decided(
        topic,
        switch (result) {
          case Enrolled r ->
              new Enrolled(timeless, r.enrollmentId(), r.creditsCharged(), r.balanceAfter());
          case Unenrolled r ->
              new Unenrolled(timeless, r.enrollmentId(), r.creditsRefunded(), r.balanceAfter());
          case Accepted r -> new Accepted(timeless, r.creditsRefunded(), r.balanceAfter());
          case Rejected r -> new Rejected(timeless, r.reason(), r.detail());
        });
  }
}

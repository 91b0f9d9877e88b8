package dev.muster.quickstart.drop;

import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was decided of a request, as far as clients and the database are compared by it.
public record Outcome(
    RequestStatus status, @Nullable RejectionReason reason, @Nullable UUID enrollmentId) {

  public static Outcome of(Result result) {
    return switch (result) {
      case Enrolled enrolled -> new Outcome(enrolled.status(), null, enrolled.enrollmentId());
      case Unenrolled unenrolled ->
          new Outcome(unenrolled.status(), null, unenrolled.enrollmentId());
      case Rejected rejected -> new Outcome(rejected.status(), rejected.reason(), null);
      default -> new Outcome(result.status(), null, null);
    };
  }
}

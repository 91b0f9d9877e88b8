package dev.muster.worker.scenario;

import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request came to, without its ids and times. As the expectation of a line, a null amount
/// stands for any.
///
/// @param charged credits charged by an enrollment
/// @param refunded credits given back by an unenrollment, or in total by a cancellation
/// @param balance the player's credits afterwards
public record Answer(
    RequestStatus status,
    @Nullable RejectionReason reason,
    @Nullable Long charged,
    @Nullable Long refunded,
    @Nullable Long balance) {

  /// The answer that a result gives.
  public static Answer of(Result result) {
    return switch (result) {
      case Enrolled enrolled ->
          new Answer(
              enrolled.status(), null, enrolled.creditsCharged(), null, enrolled.balanceAfter());
      case Unenrolled unenrolled ->
          new Answer(
              unenrolled.status(),
              null,
              null,
              unenrolled.creditsRefunded(),
              unenrolled.balanceAfter());
      case Accepted accepted ->
          new Answer(
              accepted.status(), null, null, accepted.creditsRefunded(), accepted.balanceAfter());
      case Rejected rejected -> rejected(rejected.reason());
    };
  }

  /// The answer of a refusal.
  public static Answer rejected(RejectionReason reason) {
    return new Answer(RequestStatus.REJECTED, reason, null, null, null);
  }

  /// Whether this, as an expectation, is met.
  boolean isMetBy(Answer answer) {
    return status == answer.status
        && reason == answer.reason
        && (charged == null || charged.equals(answer.charged))
        && (refunded == null || refunded.equals(answer.refunded))
        && (balance == null || balance.equals(answer.balance));
  }

  /// The way it is written in a scenario.
  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of(status.name()));
    if (reason != null) {
      words.add(reason.name());
    }
    if (charged != null) {
      words.add("charged=" + charged);
    }
    if (refunded != null) {
      words.add("refunded=" + refunded);
    }
    if (balance != null) {
      words.add("balance=" + balance);
    }
    return String.join(" ", words);
  }
}

package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import org.jspecify.annotations.Nullable;

/// The API gave an answer that a well-behaved client never gets, or none at all.
public final class UnexpectedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnexpectedAnswerException(String what, @Nullable Answer answer) {
    super(
        answer == null
            ? what + ": no answer"
            : "%s: %d %s".formatted(what, answer.status(), answer.body()));
  }
}

package dev.muster.ingest.http;

import dev.muster.schemas.wire.MalformedJsonException;

/// A call that ends with a problem.
final class Refused extends Exception {
  private final transient Problem problem;

  Refused(Problem problem) {
    // No stack trace: it is an answer, and bad input must not cost more than good.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Refused(ProblemType type, String detail) {
    this(Problem.of(type, detail));
  }

  Refused(MalformedJsonException malformed) {
    this(Problem.of(malformed));
  }

  Problem problem() {
    return problem;
  }
}

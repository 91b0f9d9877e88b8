package dev.muster.ingest.http;

import dev.muster.schemas.wire.MalformedJsonException;

/// A call that ends with a problem.
public final class Refused extends Exception {
  private final transient Problem problem;

  public Refused(Problem problem) {
    // No stack trace: it is an answer, and bad input must not cost more than good.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Refused(ProblemType type, String detail) {
    this(Problem.of(type, detail));
  }

  public Refused(MalformedJsonException malformed) {
    this(Problem.of(malformed));
  }

  public Problem problem() {
    return problem;
  }
}

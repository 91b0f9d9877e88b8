package dev.muster.worker.scenario;

/// One line of a scenario.
sealed interface Step {
  /// The line the way it is written, with file and number.
  String source();

  /// A request and the answer that it must get. The same request can be asked again.
  record Ask(String source, Request request, Answer expected) implements Step {}

  /// A look at what all requests so far have led to.
  record Check(String source, Expectation expectation) implements Step {}
}

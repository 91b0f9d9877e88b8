package dev.muster.quickstart.crash;

import java.time.Duration;
import org.junit.jupiter.api.TestReporter;

/// How long things took, for the test report.
record Measured(TestReporter reporter) {
  void put(String what, Duration duration) {
    reporter.publishEntry(what, "%.1f s".formatted(duration.toMillis() / 1000.0));
  }
}

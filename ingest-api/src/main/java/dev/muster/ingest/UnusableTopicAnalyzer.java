package dev.muster.ingest;

import dev.muster.ingest.log.UnusableTopicException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Tells of an unusable topic in one line instead of a stack trace. Boot finds it by
/// `META-INF/spring.factories`.
final class UnusableTopicAnalyzer extends AbstractFailureAnalyzer<UnusableTopicException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnusableTopicException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Correct the setting, or make the topic anew before anything is on it.",
        cause);
  }
}

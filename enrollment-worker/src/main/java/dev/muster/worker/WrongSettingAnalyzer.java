package dev.muster.worker;

import dev.muster.schemas.connection.WrongSettingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Tells of a wrong setting in one line instead of a stack trace. Boot finds it by
/// `META-INF/spring.factories`.
final class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSettingException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, WrongSettingException cause) {
    return new FailureAnalysis(cause.getMessage(), "Correct the setting.", cause);
  }
}

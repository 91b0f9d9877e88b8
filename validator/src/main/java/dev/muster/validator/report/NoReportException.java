package dev.muster.validator.report;

/// A file that can be read is no report, or none any more. The message is for people.
final class NoReportException extends RuntimeException {
  NoReportException(String message) {
    super(message);
  }

  NoReportException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.muster.ingest.log;

/// A topic exists but is not what the order of decisions rests on. Only an operator can mend that,
/// so the application refuses to serve. The message is one line and names the topic.
public final class UnusableTopicException extends RuntimeException {
  UnusableTopicException(String message) {
    super(message);
  }
}

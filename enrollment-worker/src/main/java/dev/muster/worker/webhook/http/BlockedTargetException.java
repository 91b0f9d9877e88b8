package dev.muster.worker.webhook.http;

import java.net.UnknownHostException;

/// The host's address is not one that may be called.
final class BlockedTargetException extends UnknownHostException {
  BlockedTargetException(String message) {
    super(message);
  }
}

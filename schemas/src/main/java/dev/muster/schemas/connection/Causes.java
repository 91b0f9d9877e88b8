package dev.muster.schemas.connection;

import org.jspecify.annotations.Nullable;

/// Why something failed, in one line for a log.
///
/// A pool says that it has no connection, a client that a handshake failed; what an operator needs,
/// the refused login or the untrusted certificate, is what lies behind.
public final class Causes {
  private Causes() {}

  /// The messages of a failure and of what lies behind it, each once.
  public static String of(Throwable failure) {
    var told = new StringBuilder();
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      String message = each.getMessage();
      if (message == null || isRepeatedBy(each.getCause(), message) || told.indexOf(message) >= 0) {
        continue;
      }
      told.append(told.isEmpty() ? "" : ": ").append(message.strip());
    }
    return told.isEmpty() ? failure.toString() : told.toString();
  }

  /// A wrapper without words of its own has its cause's.
  private static boolean isRepeatedBy(@Nullable Throwable cause, String message) {
    return cause != null && message.equals(cause.toString());
  }
}

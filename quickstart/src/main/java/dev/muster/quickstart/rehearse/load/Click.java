package dev.muster.quickstart.rehearse.load;

/// One request as planned.
///
/// @param dueNanos when to send it, in nanoseconds since the beginning
/// @param motive why it is sent
/// @param player index into the cast
/// @param tournament index into the cast
/// @param keyNumber names its idempotency key: a repeat has that of the click it repeats
/// @param asks whether this client asks for the outcome soon afterwards, in the midst of it all
public record Click(
    long dueNanos, Motive motive, int player, int tournament, int keyNumber, boolean asks) {

  /// Why a player clicks.
  public enum Motive {
    /// A seat.
    WANT,
    /// The same once more under a new key.
    DOUBLE_CLICK,
    /// The same once more under the same key: a client that saw no answer.
    REPEAT,
    /// Out again, whether or not a seat was won.
    CHANGE_OF_MIND
  }

  /// Whether it asks to be let out.
  public boolean isUnenroll() {
    return motive == Motive.CHANGE_OF_MIND;
  }
}

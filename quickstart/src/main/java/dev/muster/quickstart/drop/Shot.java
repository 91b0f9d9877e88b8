package dev.muster.quickstart.drop;

/// One request of the sale, as planned.
///
/// @param dueMillis when to send it, in milliseconds since the doors opened
/// @param motive why it is sent
/// @param player index into the audience
/// @param tournament index into the audience
/// @param keyMotive names the idempotency key together with the player: a retry carries the key of
///     the request that it repeats
record Shot(int dueMillis, Motive motive, int player, int tournament, Motive keyMotive) {

  /// Why a player sends a request.
  enum Motive {
    /// A seat in the hot tournament.
    WANT,
    /// The same once more under a new key: a double click.
    DOUBLE_CLICK,
    /// The same once more under the same key: a client that saw no answer.
    RETRY,
    /// Out of the hot tournament again, whether or not a seat was won.
    CHANGE_OF_MIND,
    /// Back at the end, in case somebody has left.
    COME_BACK,
    /// A seat in a quieter tournament.
    CONSOLATION
  }

  /// Whether it asks to be let out.
  boolean isUnenroll() {
    return motive == Motive.CHANGE_OF_MIND;
  }

  /// The idempotency key.
  String key() {
    return "player-" + player + "-" + keyMotive;
  }
}

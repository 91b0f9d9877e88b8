package dev.muster.schemas;

/// The bounds of every value that crosses a process border. Each is enforced when a command is
/// made, so HTTP, the log and the decision agree on what is well formed.
public final class Limits {
  /// Length of a tournament's or a player's name, in Unicode code points, as JSON Schema counts
  /// them.
  public static final int NAME_LENGTH_MAX = 200;

  /// Length of a free-text reason, in Unicode code points, as JSON Schema counts them.
  public static final int REASON_LENGTH_MAX = 500;

  /// Seats of one tournament.
  public static final int CAPACITY_MAX = 10_000_000;

  /// Price of one seat, in credits.
  public static final long FEE_CREDITS_MAX = 1_000_000_000L;

  /// Credits granted by one command.
  public static final long GRANT_CREDITS_MAX = 1_000_000_000L;

  /// Credits one player can own; below 2^53, so that a JSON number holds it everywhere.
  public static final long BALANCE_CREDITS_MAX = 1_000_000_000_000_000L;

  /// Size of one command on the log, in bytes.
  public static final int COMMAND_BYTES_MAX = 16 * 1024;

  private Limits() {}
}

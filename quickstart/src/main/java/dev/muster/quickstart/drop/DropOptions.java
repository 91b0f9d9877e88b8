package dev.muster.quickstart.drop;

import dev.muster.quickstart.system.UserErrorException;

/// How large a drop to run.
///
/// @param players who are registered and ask for a seat
/// @param seats of the hot tournament
/// @param clients concurrent connections, each of which does one thing at a time
/// @param seed the same seed gives the same crowd and the same schedule
/// @param longPoll learn every outcome by a long poll: commands wait for it
/// @param webhook have every outcome sent to a receiver as well
public record DropOptions(
    int players, int seats, int clients, long seed, boolean longPoll, boolean webhook) {
  private static final int PLAYERS_MAX = 1_000_000;

  /// Well within the usual limit of open files.
  private static final int CLIENTS_MAX = 8_192;

  /// Checks the bounds.
  ///
  /// @throws UserErrorException for the person who chose the number
  public DropOptions {
    require(players, PLAYERS_MAX, "--players");
    require(seats, PLAYERS_MAX, "--seats");
    require(clients, CLIENTS_MAX, "--clients");
  }

  private static void require(int value, int max, String option) {
    if (value < 1 || value > max) {
      throw new UserErrorException(
          "%s is %d, but must be from 1 to %,d".formatted(option, value, max));
    }
  }
}

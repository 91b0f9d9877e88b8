package dev.muster.schemas.command;

import java.util.UUID;

/// What a caller asks for. Commands are values: constructing one checks every bound that can be
/// checked without knowing the state, and throws [IllegalArgumentException] with the field's name.
public sealed interface Command permits TournamentCommand, PlayerCommand {
  /// The discriminator on the wire.
  CommandType type();

  /// The thing whose commands are serialised: the Kafka record key.
  UUID key();
}

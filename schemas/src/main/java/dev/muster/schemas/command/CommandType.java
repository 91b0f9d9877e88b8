package dev.muster.schemas.command;

import dev.muster.schemas.Topics;

/// Names of the commands on the wire and in the `type` column of decisions.
public enum CommandType {
  DEFINE_TOURNAMENT("dev.muster.tournament.define.v1", Topics.TOURNAMENT_COMMANDS),
  ENROLL("dev.muster.enrollment.enroll.v1", Topics.TOURNAMENT_COMMANDS),
  UNENROLL("dev.muster.enrollment.unenroll.v1", Topics.TOURNAMENT_COMMANDS),
  CANCEL_TOURNAMENT("dev.muster.tournament.cancel.v1", Topics.TOURNAMENT_COMMANDS),
  REGISTER_PLAYER("dev.muster.player.register.v1", Topics.PLAYER_COMMANDS),
  GRANT_CREDITS("dev.muster.player.grant-credits.v1", Topics.PLAYER_COMMANDS);

  private final String eventType;
  private final String topic;

  CommandType(String eventType, String topic) {
    this.eventType = eventType;
    this.topic = topic;
  }

  /// The CloudEvents type of the record.
  public String eventType() {
    return eventType;
  }

  /// The topic this command travels in.
  public String topic() {
    return topic;
  }
}

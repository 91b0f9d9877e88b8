package dev.muster.schemas;

/// Names of the topics and the partition count they are pinned to. A different count would send one
/// tournament through two partitions, so the worker refuses to start on it.
public final class Topics {
  /// Tournament-keyed commands; the key is the tournament id in its canonical text form.
  public static final String TOURNAMENT_COMMANDS = "muster.tournament.commands";

  /// Player-keyed commands; the key is the player id in its canonical text form.
  public static final String PLAYER_COMMANDS = "muster.player.commands";

  /// Results, keyed by tournament id, or by player id for player commands.
  public static final String RESULTS = "muster.results";

  /// Commands to webhook endpoints, keyed by endpoint id. Nothing that is decided rests on them.
  public static final String WEBHOOK_COMMANDS = "muster.webhook.commands";

  /// Partitions of each topic unless set otherwise.
  public static final int PARTITIONS_DEFAULT = 12;

  private Topics() {}
}

package dev.muster.worker.simulation;

import java.util.Locale;

/// Faults that are planted to see the simulation find them. Most weaken the text of one of the
/// worker's statements, as somebody might who edits it.
enum Plant {
  NOTHING,
  /// A batch commits whoever holds the partition.
  FENCE(
      "WHERE topic_id = ? AND partition = ? AND epoch = ? AND next_offset = ?",
      "WHERE topic_id = ? AND partition = ? AND ? IS NOT NULL AND ? IS NOT NULL"),
  /// The next claim takes everything decided for published.
  PUBLISHED_CURSOR(
      "RETURNING epoch, next_offset, published_offset, parked_reason",
      "RETURNING epoch, next_offset, next_offset AS published_offset, parked_reason"),
  /// A backlog begins one decision late.
  BACKLOG_START("\"offset\" >= ?", "\"offset\" > ?"),
  /// The second cursor can go back.
  GREATEST_CURSOR("published_offset = greatest(published_offset, ?)", "published_offset = ?"),
  /// A repeated request is not noticed.
  DEDUPLICATION(
      "ON d.request_id = asked.request_id",
      "ON d.request_id = asked.request_id AND d.request_id IS NULL"),
  /// A live enrollment is not seen.
  LIVE_ENROLLMENTS("status IN ('PENDING', 'ACTIVE')", "status IN ('PENDING')"),
  /// Progress commits before its effects.
  ONE_TRANSACTION,
  /// Results go out although the commit did not happen.
  COMMIT_FIRST,
  /// After a claim the consumer stays where it is.
  SEEK,
  /// The broker acknowledges what it does not have.
  ACKS,
  /// Two results change places on the way.
  RESULT_ORDER;

  private final String text;
  private final String planted;

  Plant() {
    this("", "");
  }

  Plant(String text, String planted) {
    this.text = text;
    this.planted = planted;
  }

  /// What it makes of a statement.
  String apply(String sql) {
    return text.isEmpty() ? sql : sql.replace(text, planted);
  }

  /// As it is written on the command line.
  String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The one of that option.
  ///
  /// @throws IllegalArgumentException if there is none
  static Plant named(String option) {
    for (Plant each : values()) {
      if (each.option().equals(option)) {
        return each;
      }
    }
    throw new IllegalArgumentException("there is nothing called '" + option + "' to leave out");
  }
}

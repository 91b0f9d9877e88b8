package dev.muster.ingest.stream;

import dev.muster.ingest.read.Standing;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.result.LogPosition;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id of a tournament's event: the position on its log and the state there. Any replica, also
/// one that started a moment ago, can so tell whether a reader that comes back missed anything, and
/// whether the reader knows more than the replica does.
public final class StandingId {
  private static final Pattern ID =
      Pattern.compile("(-1|\\d{1,9})-(\\d{1,18})-(\\d{1,9})-(\\d{1,9})-([A-Z]{1,20})");

  private StandingId() {}

  static String of(Standing standing) {
    LogPosition next = standing.next();
    return (next == null ? "-1-0" : next.partition() + "-" + next.offset())
        + "-"
        + standing.enrolled()
        + "-"
        + standing.capacity()
        + "-"
        + standing.status();
  }

  /// What the reader of an event saw, or null if the id is none of ours.
  public static @Nullable Standing parse(UUID tournamentId, @Nullable String id) {
    Matcher fields = ID.matcher(id == null ? "" : id);
    if (!fields.matches()) {
      return null;
    }
    for (TournamentStatus status : TournamentStatus.values()) {
      if (status.name().equals(fields.group(5))) {
        int partition = Integer.parseInt(fields.group(1));
        return new Standing(
            tournamentId,
            status,
            Integer.parseInt(fields.group(4)),
            Integer.parseInt(fields.group(3)),
            partition < 0 ? null : new LogPosition(partition, Long.parseLong(fields.group(2))));
      }
    }
    return null;
  }
}

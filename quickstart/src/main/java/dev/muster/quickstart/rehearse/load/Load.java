package dev.muster.quickstart.rehearse.load;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What came of every click.
///
/// @param beganAtMillis wall clock of the beginning, since the epoch
/// @param sent those that were sent, in the order in which they ended
/// @param unsent those for which there was no room
/// @param pace how well the generator kept the plan
public record Load(long beganAtMillis, List<Sent> sent, List<Click> unsent, Pace pace) {
  public Load {
    sent = List.copyOf(sent);
    unsent = List.copyOf(unsent);
  }

  /// The receipts' request ids, without those of repeats.
  public Stream<UUID> requestIds() {
    return sent.stream().flatMap(each -> Stream.ofNullable(each.requestId())).distinct();
  }
}

package dev.muster.quickstart.drop;

import dev.muster.schemas.result.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a 202 promises, held against what came of it.
///
/// @param accepted every request that clients hold a receipt of
/// @param idsByKey the request ids that were handed out under each idempotency key
/// @param learned the outcomes that clients read of the requests that they asked about
/// @param logged ids on the command log; null if nobody can look there
/// @param decisions rows of the decision table; null if nobody can look there
public record Promises(
    Set<UUID> accepted,
    Map<String, Set<UUID>> idsByKey,
    Map<UUID, Outcome> learned,
    @Nullable Set<UUID> logged,
    @Nullable Map<UUID, Result> decisions) {

  /// Of the accepted requests, those that are decided nowhere that can be seen.
  public long undecided() {
    Map<UUID, ?> decided = decisions == null ? learned : decisions;
    return accepted.stream().filter(id -> !decided.containsKey(id)).count();
  }

  /// Of the accepted requests, those that the command log lacks.
  public long notLogged() {
    Set<UUID> known = logged == null ? accepted : logged;
    return accepted.stream().filter(id -> !known.contains(id)).count();
  }

  /// Requests that should have had another's id, since they came under its key.
  public long keysWithTwoIds() {
    return idsByKey.values().stream().mapToLong(ids -> ids.size() - 1).sum();
  }

  /// Of the requests that clients asked about, those of which they did not read what the database
  /// holds.
  ///
  /// @param asked their ids
  public long toldOtherwise(Set<UUID> asked) {
    return asked.stream().filter(id -> !toldTheTruth(id)).count();
  }

  private boolean toldTheTruth(UUID id) {
    Outcome told = learned.get(id);
    if (decisions == null) {
      return told != null;
    }
    Result held = decisions.get(id);
    return told != null && held != null && told.equals(Outcome.of(held));
  }

  /// The four of them.
  ///
  /// @param prefix of their ids
  /// @param asked the ids of requests whose clients asked for the outcome
  public List<Finding> findings(String prefix, Set<UUID> asked) {
    return List.of(
        new Finding(prefix + "-decided", undecided(), "every accepted request is decided"),
        new Finding(
            prefix + "-logged", notLogged(), "every accepted request is on the command log"),
        new Finding(prefix + "-one-id", keysWithTwoIds(), "all retries under one key got one id"),
        new Finding(
            prefix + "-told-the-truth",
            toldOtherwise(asked),
            "clients read what the database holds"));
  }
}

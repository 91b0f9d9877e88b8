package dev.muster.quickstart.drop;

import dev.muster.schemas.result.Result;
import java.util.ArrayList;
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

  /// What there is to find; nothing of what nobody can look at.
  ///
  /// @param prefix of their ids
  /// @param asked the ids of requests whose clients asked for the outcome
  public List<Finding> findings(String prefix, Set<UUID> asked) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(prefix + "-decided", undecided(), "every accepted request is decided"));
    if (logged != null) {
      findings.add(
          new Finding(
              prefix + "-logged",
              notLogged(logged),
              "every accepted request is on the command log"));
    }
    findings.add(
        new Finding(prefix + "-one-id", keysWithTwoIds(), "all retries under one key got one id"));
    if (decisions != null) {
      findings.add(
          new Finding(
              prefix + "-told-the-truth",
              toldOtherwise(asked, decisions),
              "clients read what the database holds"));
    }
    return findings;
  }

  private long undecided() {
    Map<UUID, ?> decided = decisions == null ? learned : decisions;
    return accepted.stream().filter(id -> !decided.containsKey(id)).count();
  }

  private long notLogged(Set<UUID> known) {
    return accepted.stream().filter(id -> !known.contains(id)).count();
  }

  private long keysWithTwoIds() {
    return idsByKey.values().stream().mapToLong(ids -> ids.size() - 1).sum();
  }

  private long toldOtherwise(Set<UUID> asked, Map<UUID, Result> held) {
    return asked.stream().filter(id -> !toldTheTruth(id, held.get(id))).count();
  }

  private boolean toldTheTruth(UUID id, @Nullable Result held) {
    Outcome told = learned.get(id);
    return told != null && held != null && told.equals(Outcome.of(held));
  }
}

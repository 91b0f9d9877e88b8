package dev.muster.worker.scenario;

import dev.muster.worker.scenario.ScenarioSystem.EnrollmentView;
import dev.muster.worker.scenario.ScenarioSystem.PlayerView;
import dev.muster.worker.scenario.ScenarioSystem.TournamentView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an `expect` line says: facts by name, as text, of one subject.
///
/// - `expect T1 enrolled=1 left=0 status=OPEN capacity=1 fee=50`
/// - `expect P1 balance=50 ledger=100,-50 enrollments=1 live=1`
/// - `expect P1 T1 history=CANCELLED,ACTIVE charged=50,60 refunded=50,-`
/// - `expect P9 unknown`
///
/// @param subject reads the facts of the subject; null if there is no such subject
/// @param expected facts to compare; null when there must be no such subject
record Expectation(
    Function<ScenarioSystem, @Nullable Map<String, String>> subject,
    @Nullable Map<String, String> expected) {

  private static final String NONE = "none";

  static Expectation read(Line line, Cast cast) {
    Function<ScenarioSystem, @Nullable Map<String, String>> subject = subject(line, cast);
    boolean unknown = line.takes("unknown");
    Map<String, String> facts = line.options();
    if (unknown != facts.isEmpty()) {
      throw line.error("expected is either 'unknown' or at least one name=value");
    }
    return new Expectation(subject, unknown ? null : facts);
  }

  /// What is different, or null if all is as expected.
  @Nullable String mismatch(ScenarioSystem system) {
    Map<String, String> actual = subject.apply(system);
    if (actual == null) {
      return expected == null ? null : "there is none";
    }
    if (expected == null) {
      return "found " + actual;
    }
    Map<String, String> found = new LinkedHashMap<>(actual);
    found.keySet().retainAll(expected.keySet());
    return found.equals(expected) ? null : "found " + found + " of " + actual;
  }

  private static Function<ScenarioSystem, @Nullable Map<String, String>> subject(
      Line line, Cast cast) {
    if (line.nextIsTournament()) {
      UUID tournament = cast.tournament(line.tournament());
      return system -> facts(system.tournament(tournament));
    }
    UUID player = cast.player(line.player());
    if (line.nextIsTournament()) {
      UUID tournament = cast.tournament(line.tournament());
      return system -> facts(system.player(player), tournament);
    }
    return system -> facts(system.player(player));
  }

  private static @Nullable Map<String, String> facts(@Nullable TournamentView tournament) {
    return tournament == null
        ? null
        : Map.of(
            "status", tournament.status().name(),
            "capacity", String.valueOf(tournament.capacity()),
            "fee", String.valueOf(tournament.feeCredits()),
            "enrolled", String.valueOf(tournament.enrolled()),
            "left", String.valueOf(tournament.capacity() - tournament.enrolled()));
  }

  private static @Nullable Map<String, String> facts(@Nullable PlayerView player) {
    return player == null
        ? null
        : Map.of(
            "balance", String.valueOf(player.balance()),
            "ledger", list(player.ledger(), String::valueOf),
            "enrollments", String.valueOf(player.enrollments().size()),
            "live",
                String.valueOf(
                    player.enrollments().stream().filter(row -> row.refund() == null).count()));
  }

  private static @Nullable Map<String, String> facts(@Nullable PlayerView player, UUID tournament) {
    if (player == null) {
      return null;
    }
    List<EnrollmentView> rows =
        player.enrollments().stream().filter(row -> row.tournamentId().equals(tournament)).toList();
    return Map.of(
        "history", list(rows, row -> row.refund() == null ? "ACTIVE" : "CANCELLED"),
        "charged", list(rows, row -> String.valueOf(row.feeCharged())),
        "refunded", list(rows, row -> row.refund() == null ? "-" : String.valueOf(row.refund())));
  }

  private static <T> String list(List<T> items, Function<T, String> text) {
    return items.isEmpty() ? NONE : items.stream().map(text).collect(Collectors.joining(","));
  }
}

package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.Documents;
import dev.muster.quickstart.client.MusterClient;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.Result;
import dev.muster.worker.scenario.ScenarioSystem.PlayerView;
import dev.muster.worker.scenario.ScenarioSystem.TournamentView;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sets the stage of a storm and looks at it afterwards, over HTTP.
final class Stage {
  private final MusterClient client;
  private final Documents documents;

  Stage(MusterClient client) {
    this.client = client;
    this.documents = new Documents(client);
  }

  /// Makes an open tournament.
  UUID tournament(int capacity, long feeCredits) {
    UUID id = UUID.randomUUID();
    define(id, capacity, feeCredits);
    return id;
  }

  /// Makes an open tournament, or changes it.
  void define(UUID id, int capacity, long feeCredits) {
    assertThat(client.decide(definition(id, capacity, feeCredits))).isInstanceOf(Accepted.class);
  }

  static DefineTournament definition(UUID id, int capacity, long feeCredits) {
    return new DefineTournament(
        id, "Cup", capacity, feeCredits, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
  }

  /// Registers players and gives each the same credits; returns when all have them.
  List<UUID> players(int count, long credits) {
    List<UUID> players = Stream.generate(UUID::randomUUID).limit(count).toList();
    var _ = client.submitAtOnce(players.stream().map(id -> new RegisterPlayer(id, null)).toList());
    // Behind the registration on the same partition, so there is nothing to wait for in between.
    List<Result> granted =
        client.decideAtOnce(
            players.stream().map(id -> new GrantCredits(id, credits, "for the drop")).toList());
    assertThat(granted).allSatisfy(result -> assertThat(result).isInstanceOf(Accepted.class));
    return players;
  }

  /// Registers one player with credits.
  UUID player(long credits) {
    return players(1, credits).getFirst();
  }

  static List<Command> enrolls(UUID tournament, Collection<UUID> players) {
    return players.stream().<Command>map(player -> new Enroll(tournament, player, null)).toList();
  }

  /// The same player over and over.
  static List<Command> enrolls(int times, UUID tournament, UUID player) {
    return enrolls(tournament, Collections.nCopies(times, player));
  }

  static List<Command> unenrolls(UUID tournament, Collection<UUID> players) {
    return players.stream().<Command>map(player -> new Unenroll(tournament, player)).toList();
  }

  /// How often each outcome occurs: by status, and by reason for refusals.
  static Map<String, Long> tally(Collection<Result> results) {
    return results.stream()
        .map(result -> result instanceof Rejected no ? no.reason().name() : result.status().name())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /// The results of one kind.
  static <R extends Result> List<R> only(Class<R> kind, Collection<Result> results) {
    return results.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  TournamentView seenTournament(UUID id) {
    TournamentView seen = documents.tournament(id);
    if (seen == null) {
      throw new AssertionError("nobody knows tournament " + id);
    }
    return seen;
  }

  PlayerView seenPlayer(UUID id) {
    PlayerView seen = documents.player(id);
    if (seen == null) {
      throw new AssertionError("nobody knows player " + id);
    }
    return seen;
  }
}

package dev.muster.worker.scenario;

import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.TournamentCommand;
import dev.muster.schemas.command.Unenroll;
import dev.muster.worker.scenario.ScenarioSystem.EnrollmentView;
import dev.muster.worker.scenario.ScenarioSystem.PlayerView;
import dev.muster.worker.scenario.ScenarioSystem.TournamentView;
import dev.muster.worker.scenario.Step.Ask;
import dev.muster.worker.scenario.Step.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One scenario on its way through one system.
final class ScenarioRun {
  private final ScenarioSystem system;
  private final List<Step> steps;
  private final Map<UUID, Answer> first = new HashMap<>();
  private final Set<UUID> tournaments = new LinkedHashSet<>();
  private final Set<UUID> players = new LinkedHashSet<>();
  private final List<String> differences = new ArrayList<>();

  ScenarioRun(ScenarioSystem system, List<Step> steps) {
    this.system = system;
    this.steps = steps;
  }

  void run(Scenario.Pace pace) {
    switch (pace) {
      case ONE_BY_ONE -> {
        for (Step step : steps) {
          switch (step) {
            case Ask ask -> submit(List.of(ask));
            case Check check -> look(check);
          }
        }
      }
      case ONE_BATCH -> {
        List<Ask> asked = new ArrayList<>();
        List<Check> atTheEnd = new ArrayList<>();
        for (Step step : steps) {
          switch (step) {
            case Ask ask -> {
              asked.add(ask);
              atTheEnd.clear();
            }
            case Check check -> atTheEnd.add(check);
          }
        }
        submit(asked);
        atTheEnd.forEach(this::look);
      }
    }
    balanceTheBooks();
    if (!differences.isEmpty()) {
      throw new AssertionError(pace + "\n" + String.join("\n", differences));
    }
  }

  private void submit(List<Ask> asked) {
    List<Answer> answers = system.submit(asked.stream().map(Ask::request).toList());
    if (answers.size() != asked.size()) {
      throw new AssertionError(asked.size() + " requests, " + answers.size() + " answers");
    }
    for (int i = 0; i < answers.size(); i++) {
      Ask ask = asked.get(i);
      Answer answer = answers.get(i);
      remember(ask.request());
      if (!ask.expected().isMetBy(answer)) {
        differences.add(ask.source() + "\n    found " + answer);
      }
      Answer before = first.putIfAbsent(ask.request().requestId(), answer);
      if (before != null && !before.equals(answer)) {
        differences.add(ask.source() + "\n    found " + answer + ", at first it was " + before);
      }
    }
  }

  private void look(Check check) {
    String mismatch = check.expectation().mismatch(system);
    if (mismatch != null) {
      differences.add(check.source() + "\n    " + mismatch);
    }
  }

  private void remember(Request request) {
    Command command = request.command();
    switch (command) {
      case Enroll enroll -> players.add(enroll.playerId());
      case Unenroll unenroll -> players.add(unenroll.playerId());
      case PlayerCommand ofPlayer -> players.add(ofPlayer.playerId());
      case DefineTournament _, CancelTournament _ -> {}
    }
    if (command instanceof TournamentCommand ofTournament) {
      tournaments.add(ofTournament.tournamentId());
    }
  }

  /// What holds after every scenario, whatever it expects.
  private void balanceTheBooks() {
    Map<UUID, Integer> live = new HashMap<>();
    for (UUID id : players) {
      PlayerView player = system.player(id);
      if (player == null) {
        continue;
      }
      long sum = player.ledger().stream().mapToLong(amount -> amount).sum();
      if (player.balance() != sum || sum < 0) {
        differences.add("a balance is " + player.balance() + ", its ledger sums up to " + sum);
      }
      for (EnrollmentView row : player.enrollments()) {
        if (row.refund() == null) {
          live.merge(row.tournamentId(), 1, Integer::sum);
        }
      }
    }
    for (UUID id : tournaments) {
      TournamentView tournament = system.tournament(id);
      int seats = live.getOrDefault(id, 0);
      if (tournament != null && (tournament.enrolled() != seats || seats > tournament.capacity())) {
        differences.add(tournament + " has " + seats + " live enrollments");
      }
    }
  }
}

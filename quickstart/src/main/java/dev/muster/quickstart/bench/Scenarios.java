package dev.muster.quickstart.bench;

import dev.muster.quickstart.bench.core.DecisionCore;
import dev.muster.quickstart.bench.decide.Accepted;
import dev.muster.quickstart.bench.decide.LiveEnrollments;
import dev.muster.quickstart.bench.decide.SoldOut;
import dev.muster.quickstart.bench.drop.MillionRequests;
import dev.muster.quickstart.bench.http.AcceptPath;
import dev.muster.quickstart.bench.http.EndToEnd;
import dev.muster.quickstart.bench.judge.Judge;
import dev.muster.quickstart.bench.latency.AcceptToDecided;
import dev.muster.quickstart.bench.webhooks.Deliveries;
import dev.muster.quickstart.system.UserErrorException;
import java.util.List;
import java.util.stream.Collectors;

/// Everything that can be measured.
public final class Scenarios {
  /// In the order in which they are measured.
  public static final List<Scenario> ALL =
      List.of(
          Accepted.inOneTournament(),
          new SoldOut(),
          Accepted.inAThousandTournaments(),
          new LiveEnrollments(),
          new EndToEnd(),
          new AcceptPath(),
          new DecisionCore(),
          new AcceptToDecided(),
          new Deliveries(),
          new Judge(),
          new MillionRequests());

  private Scenarios() {}

  /// The scenarios of these names; all of them if there is no name.
  ///
  /// @throws UserErrorException if there is none of that name
  public static List<Scenario> named(List<String> names) {
    for (String name : names) {
      if (ALL.stream().noneMatch(scenario -> scenario.name().equals(name))) {
        String known = ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
        throw new UserErrorException("nothing is measured under '" + name + "'; there is " + known);
      }
    }
    return ALL.stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
        .toList();
  }
}

package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.Finding;
import dev.muster.quickstart.rehearse.load.Pace;
import java.util.ArrayList;
import java.util.List;

/// What a rehearsal comes to.
///
/// @param reasons why it fails; none if it passes
/// @param warnings what does not fail it and should be known
public record Verdict(List<String> reasons, List<String> warnings) {
  public Verdict {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
  }

  /// @param judged by the judge's commands
  /// @param strictTarget whether a generator that did not keep the plan fails it too
  static Verdict of(
      List<FaultReport> faults,
      List<Finding> findings,
      List<Judged> judged,
      Pace pace,
      boolean strictTarget) {
    List<String> reasons = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (FaultReport fault : faults) {
      if (!fault.injected()) {
        reasons.add(fault.name() + " was not injected: " + FaultText.missing(fault));
      } else if (fault.resumedAfterSeconds() == null) {
        reasons.add("decisions did not go on after " + fault.name());
      }
    }
    findings.stream()
        .filter(finding -> !finding.holds())
        .forEach(finding -> reasons.add(finding.id() + ": " + finding.findings() + " findings"));
    for (Judged each : judged) {
      switch (each.state()) {
        case HOLDS -> {}
        case FOUND -> reasons.add(each.command() + " found something");
        case NO_VERDICT -> reasons.add(each.command() + " could not be run");
        case NOT_ASKED -> warnings.add("not judged: " + each.command() + ", " + each.output());
      }
    }
    if (pace.missed()) {
      (strictTarget ? reasons : warnings).add(RehearsalText.missed(pace));
    }
    return new Verdict(reasons, warnings);
  }

  public boolean passes() {
    return reasons.isEmpty();
  }

  String name() {
    return passes() ? "PASS" : "FAIL";
  }
}

package dev.muster.quickstart.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.rehearse.Plan.PlannedFault;
import dev.muster.quickstart.rehearse.fault.Fault;
import dev.muster.quickstart.rehearse.load.Curve;
import dev.muster.quickstart.rehearse.load.Curve.Point;
import dev.muster.quickstart.system.UserErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads plans. Whatever is wrong with one is said with its line and its field.
public final class PlanFile {
  private static final String DEFAULT = "default-plan.yaml";
  private static final int SECONDS_MAX = 3_600;
  private static final double PER_SECOND_MAX = 20_000;
  private static final int REQUESTS_MAX = 1_000_000;
  private static final int PLAYERS_MAX = 1_000_000;
  private static final int TOURNAMENTS_MAX = 1_000;
  private static final Set<String> FIELDS =
      Set.of("seconds", "seed", "players", "tournaments", "seats", "curve", "faults");
  private static final Set<String> FAULT_FIELDS = Set.of("at", "fault");

  private PlanFile() {}

  /// The text of the plan that is rehearsed when none is given.
  public static String defaultText() {
    try (InputStream in = PlanFile.class.getResourceAsStream(DEFAULT)) {
      return new String(Objects.requireNonNull(in, DEFAULT).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The plan of a file.
  ///
  /// @throws UserErrorException in one line, if there is none in it
  public static Plan read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UserErrorException("cannot read the plan " + file + ": " + e);
    }
  }

  /// The plan in a text.
  ///
  /// @param name for messages
  /// @throws UserErrorException in one line, if there is none in it
  public static Plan parse(String name, String text) {
    PlanNode root = PlanNode.parse(name, text);
    root.requireOnly(FIELDS);
    int seconds = (int) root.field("seconds").number(1, SECONDS_MAX);
    return new Plan(
        (long) root.field("seed").number(0, Integer.MAX_VALUE),
        (int) root.field("players").number(1, PLAYERS_MAX),
        (int) root.field("tournaments").number(1, TOURNAMENTS_MAX),
        (int) root.field("seats").number(1, PLAYERS_MAX),
        curve(root.field("curve"), seconds),
        faults(root, seconds));
  }

  private static Curve curve(PlanNode node, int seconds) {
    List<Point> points = new ArrayList<>();
    for (PlanNode item : node.items()) {
      List<PlanNode> pair = item.items();
      if (pair.size() != 2) {
        throw item.wrong("must be [second, requests per second]");
      }
      points.add(new Point(pair.get(0).number(0, seconds), pair.get(1).number(0, PER_SECOND_MAX)));
    }
    if (!points.isEmpty() && points.getLast().second() < seconds) {
      points.add(new Point(seconds, points.getLast().perSecond()));
    }
    try {
      var curve = new Curve(points);
      if (curve.requests() < 1 || curve.requests() > REQUESTS_MAX) {
        throw node.wrong(
            "makes %,d requests, but must make from 1 to %,d"
                .formatted(curve.requests(), REQUESTS_MAX));
      }
      return curve;
    } catch (IllegalArgumentException e) {
      throw node.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static List<PlannedFault> faults(PlanNode root, int seconds) {
    List<PlannedFault> faults = new ArrayList<>();
    for (PlanNode item : root.has("faults") ? root.field("faults").items() : List.<PlanNode>of()) {
      item.requireOnly(FAULT_FIELDS);
      double at = item.field("at").number(0, seconds);
      if (!faults.isEmpty() && at < faults.getLast().second()) {
        throw item.field("at").wrong("comes before the fault above it");
      }
      faults.add(new PlannedFault(at, fault(item.field("fault"))));
    }
    return faults;
  }

  private static Fault fault(PlanNode node) {
    String title = node.text();
    return Fault.of(title)
        .orElseThrow(
            () ->
                node.wrong(
                    "there is no fault '%s'; there are %s"
                        .formatted(
                            title,
                            Arrays.stream(Fault.values())
                                .map(Fault::title)
                                .collect(Collectors.joining(", ")))));
  }
}

package dev.muster.validator.report;

import java.util.ArrayList;
import java.util.List;

/// The four figures of a page.
final class Plots {
  private static final int TIME_LABELS = 4;
  private static final long MICROS_PER_MS = 1_000;
  private static final double MS_PER_S = 1_000;

  private Plots() {}

  static String of(Summary summary) {
    Timings timings = summary.timings();
    if (timings.demand().isEmpty()) {
      return "<p>Nobody asked for a seat yet.</p>";
    }
    long counted = timings.demand().stream().mapToLong(Long::longValue).sum();
    String share =
        "%s of requests for a seat or from one, in stretches of %s."
            .formatted(
                Markup.percent(
                    counted, timings.waitSteps().stream().mapToLong(Waits.Step::count).sum()),
                Markup.duration(timings.stretchMs() * MICROS_PER_MS));
    return figure(
            "Demand per second",
            "When the log took them. " + share,
            rate("demand", "Demand per second", timings, timings.demand()))
        + figure(
            "Decisions per second",
            "When they were decided, over the same time.",
            rate("decisions", "Decisions per second", timings, timings.decisions()))
        + figure(
            "Seats taken",
            "After each request, in the order of the log. The line is the capacity now.",
            fill(summary))
        + figure(
            "Waiting time",
            "From the log to the decision. " + percentiles(timings),
            waits(timings));
  }

  private static String figure(String title, String caption, String svg) {
    return "<figure><figcaption>%s <span>%s</span></figcaption>\n%s</figure>\n"
        .formatted(title, caption, svg);
  }

  private static String rate(String id, String title, Timings timings, List<Long> counts) {
    List<Double> perSecond = new ArrayList<>();
    for (long count : counts) {
      perSecond.add(count * MS_PER_S / timings.stretchMs());
    }
    double highest = perSecond.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    long micros = counts.size() * timings.stretchMs() * MICROS_PER_MS;
    String description =
        "At most %s per second, over %s."
            .formatted(Markup.trimmed(highest), Markup.duration(micros));
    var plot = new Plot("plot-" + id, title, description, highest).bars(perSecond);
    for (int i = 0; i <= TIME_LABELS; i++) {
      plot.below((double) i / TIME_LABELS, Markup.duration(micros * i / TIME_LABELS));
    }
    return plot.axis("since " + Markup.time(timings.fromMicros())).svg();
  }

  private static String fill(Summary summary) {
    long capacity = summary.seats().capacity();
    long highest = Math.max(capacity, summary.seats().takenMost());
    long widest = Math.max(1, summary.requests());
    String description =
        "At most %s taken at the same time; the capacity is %s."
            .formatted(Markup.count(summary.seats().takenMost(), "seat"), Markup.number(capacity));
    var plot =
        new Plot("plot-fill", "Seats taken", description, 1.06 * highest)
            .curve(summary.timings().fill(), widest)
            .limit((double) capacity, "capacity " + Markup.number(capacity));
    for (int i = 0; i <= TIME_LABELS; i++) {
      plot.below((double) i / TIME_LABELS, i == 0 ? "0" : Markup.number(widest * i / TIME_LABELS));
    }
    return plot.axis("place in the order").svg();
  }

  private static String waits(Timings timings) {
    List<Waits.Step> steps = timings.waitSteps();
    List<Double> counts = steps.stream().map(step -> (double) step.count()).toList();
    double highest = counts.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    var plot = new Plot("plot-waits", "Waiting time", percentiles(timings), highest).bars(counts);
    for (int i = 0; i < steps.size(); i++) {
      plot.below((i + 0.5) / steps.size(), "< " + Markup.duration(steps.get(i).belowMicros()));
    }
    return plot.axis("requests by how long they waited").svg();
  }

  private static String percentiles(Timings timings) {
    List<String> shown = new ArrayList<>();
    for (Timings.Wait wait : timings.waits()) {
      String name =
          switch (wait.name()) {
            case "p50" -> "Half within";
            case "p99" -> "99 % within";
            case "max" -> "the longest";
            default -> "";
          };
      if (!name.isEmpty()) {
        shown.add(name + " " + Markup.duration(wait.micros()));
      }
    }
    return String.join(", ", shown) + ".";
  }
}

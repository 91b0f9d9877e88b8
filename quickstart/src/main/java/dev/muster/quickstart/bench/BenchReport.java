package dev.muster.quickstart.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A whole run: the machine, and what each scenario measured.
///
/// @param settings of machine and stores that the numbers depend on, by name
public record BenchReport(Map<String, String> settings, List<Section> sections) {
  /// Copies the list.
  public BenchReport {
    sections = List.copyOf(sections);
  }

  /// Whether every bar is met.
  public boolean met() {
    return sections.stream().flatMap(section -> section.bars().stream()).allMatch(Bar::met);
  }

  /// A scenario's numbers, for people to read.
  static String text(Section section) {
    var text = new StringBuilder();
    text.append("%n%s%n".formatted(section.name()));
    section.conditions().forEach(condition -> text.append("  %s%n".formatted(condition)));
    for (Series series : section.series()) {
      text.append(
          "  %-58s %14s %-12s (%s .. %s, %d rounds)%n"
              .formatted(
                  series.contender(),
                  number(series.median()),
                  series.unit(),
                  number(series.min()),
                  number(series.max()),
                  series.values().size()));
    }
    section.bars().forEach(bar -> text.append("  %s%n".formatted(line(bar))));
    return text.toString().stripTrailing();
  }

  /// The bars, a line each, and the verdict.
  String verdict() {
    var text = new StringBuilder("%nBars%n".formatted());
    for (Section section : sections) {
      section.bars().forEach(bar -> text.append("  %s%n".formatted(line(bar))));
    }
    return text.append("%n%s".formatted(summary())).toString();
  }

  private String summary() {
    if (sections.stream().allMatch(section -> section.bars().isEmpty())) {
      return "NO BARS: nothing here is held to one";
    }
    return met() ? "ALL BARS MET" : "NOT ALL BARS MET";
  }

  private static String line(Bar bar) {
    if (!bar.isMeasured()) {
      return "%-6s %-66s not measured".formatted("MISSED", bar.what());
    }
    return "%-6s %-66s %12s (%s .. %s)  bar %s %s"
        .formatted(
            bar.met() ? "met" : "MISSED",
            bar.what(),
            number(bar.measured().median()),
            number(bar.measured().min()),
            number(bar.measured().max()),
            bar.sense() == Bar.Sense.AT_LEAST ? ">=" : "<=",
            number(bar.limit()));
  }

  /// Three figures that matter, and no more digits than that.
  private static String number(double value) {
    String pattern = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }
}

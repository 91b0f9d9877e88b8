package dev.muster.validator.report;

import java.util.List;
import java.util.Locale;

/// A drawing of one series, as SVG that takes its colours from the page.
final class Plot {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 270;
  private static final double LEFT = 56;
  private static final double RIGHT = 14;
  private static final double TOP = 12;
  private static final double BOTTOM = 44;
  private static final int GRID_LINES = 4;

  private final StringBuilder svg = new StringBuilder();
  private final double top;

  /// @param id unique on the page
  /// @param title for those who do not see it
  /// @param description what it shows, in words
  /// @param highest value that has to fit
  Plot(String id, String title, String description, double highest) {
    top = ceiling(highest);
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="%s-title %s-desc">
            <title id="%s-title">%s</title>
            <desc id="%s-desc">%s</desc>
            """,
            WIDTH,
            HEIGHT,
            id,
            id,
            id,
            Markup.text(title),
            id,
            Markup.text(description)));
    for (int i = 0; i <= GRID_LINES; i++) {
      double value = top * i / GRID_LINES;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
              i == 0 ? "axis" : "grid",
              LEFT,
              y(value),
              WIDTH - RIGHT,
              y(value),
              LEFT - 8,
              y(value) + 4,
              Markup.trimmed(value)));
    }
  }

  /// One bar for each value, side by side.
  Plot bars(List<Double> values) {
    double step = (WIDTH - LEFT - RIGHT) / Math.max(1, values.size());
    double gap = step > 6 ? 1.5 : 0;
    var path = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) > 0) {
        path.append(
            String.format(
                Locale.ROOT,
                "M%.2f %.2fV%.2fH%.2fV%.2fz",
                LEFT + i * step + gap / 2,
                y(0),
                y(values.get(i)),
                LEFT + (i + 1) * step - gap / 2,
                y(0)));
      }
    }
    svg.append("<path class=\"bars\" d=\"").append(path).append("\"/>\n");
    return this;
  }

  /// A line through points, with the area under it.
  Plot curve(List<FillCurve.Point> points, long widest) {
    var line = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", LEFT, y(0)));
    for (FillCurve.Point point : points) {
      line.append(
          String.format(
              Locale.ROOT,
              "L%.1f %.1f",
              x((double) point.place() / widest),
              y((double) point.taken())));
    }
    String area = line + String.format(Locale.ROOT, "L%.1f %.1fz", x(1), y(0));
    svg.append("<path class=\"area\" d=\"").append(area).append("\"/>\n");
    svg.append("<path class=\"curve\" d=\"").append(line).append("\"/>\n");
    return this;
  }

  /// A line that is not to be crossed.
  Plot limit(double value, String label) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"limit\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>"
                + "<text class=\"limit-text\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
            LEFT,
            y(value),
            WIDTH - RIGHT,
            y(value),
            WIDTH - RIGHT,
            y(value) - 5,
            Markup.text(label)));
    return this;
  }

  /// A label below the axis.
  ///
  /// @param at from 0, left, to 1, right
  Plot below(double at, String label) {
    String anchor = at < 0.02 ? "start" : at > 0.98 ? "end" : "middle";
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x(at),
            HEIGHT - BOTTOM + 18,
            anchor,
            Markup.text(label)));
    return this;
  }

  /// What the horizontal axis is.
  Plot axis(String label) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
            x(0.5),
            HEIGHT - 8,
            Markup.text(label)));
    return this;
  }

  String svg() {
    return svg + "</svg>";
  }

  /// The next of 1, 2, 4, 5, 8 and their tens: a fourth of each is easy to read.
  private static double ceiling(double highest) {
    double ten = 1;
    while (ten * 10 < highest) {
      ten *= 10;
    }
    for (double step : new double[] {1, 2, 4, 5, 6, 8}) {
      if (step * ten >= highest && (ten > 1 || step >= 4)) {
        return step * ten;
      }
    }
    return ten * 10;
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
  }
}

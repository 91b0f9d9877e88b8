package dev.muster.validator.report;

import java.util.ArrayList;
import java.util.List;

/// Seats taken after each request, in the order of the log: every point, or every second, fourth
/// and so on of many, and always the last.
final class FillCurve {
  private static final int POINTS_MAX = 600;

  private List<Point> points = new ArrayList<>();
  private long stride = 1;
  private Point last = new Point(0, 0);

  /// @param place of the request
  /// @param taken seats after it
  record Point(long place, long taken) {}

  void add(long place, long taken) {
    last = new Point(place, taken);
    if (place % stride != 0) {
      return;
    }
    points.add(last);
    if (points.size() > POINTS_MAX) {
      stride *= 2;
      points = new ArrayList<>(points.stream().filter(p -> p.place() % stride == 0).toList());
    }
  }

  List<Point> points() {
    List<Point> all = new ArrayList<>(points);
    if (last.place() > 0 && (all.isEmpty() || all.getLast().place() < last.place())) {
      all.add(last);
    }
    return all;
  }
}

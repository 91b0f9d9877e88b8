package dev.muster.quickstart.rehearse.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// How many requests come per second, over time: straight lines between points.
///
/// @param points by their second, the first at 0
public record Curve(List<Point> points) {
  /// @throws IllegalArgumentException if the points are no curve
  public Curve {
    points = List.copyOf(points);
    if (points.size() < 2 || points.getFirst().second() != 0) {
      throw new IllegalArgumentException("needs two points or more, the first at second 0");
    }
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).second() <= points.get(i - 1).second()) {
        throw new IllegalArgumentException("its seconds must rise");
      }
    }
  }

  /// Where the lines meet.
  ///
  /// @param second since the beginning
  /// @param perSecond requests
  public record Point(double second, double perSecond) {}

  /// When it ends.
  public double seconds() {
    return points.getLast().second();
  }

  /// The same, and then on and on at its last rate.
  ///
  /// @param more seconds
  /// @param perSecondMin at least at this rate
  public Curve goingOn(double more, double perSecondMin) {
    double rate = Math.max(perSecondMin, points.getLast().perSecond());
    List<Point> all = new ArrayList<>(points);
    all.add(new Point(seconds() + more, rate));
    return new Curve(all);
  }

  /// How many requests it makes in all.
  public int requests() {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      area += area(points.get(i - 1), points.get(i));
    }
    return (int) area;
  }

  /// When each request comes, in nanoseconds since the beginning, in order. Between two of them
  /// passes about as much time as the rate says, never exactly.
  long[] moments(SplittableRandom random) {
    var moments = new long[requests()];
    double before = 0;
    int next = 0;
    double wanted = random.nextDouble();
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      double area = area(from, to);
      while (next < moments.length && wanted <= before + area) {
        double second = from.second() + secondsUntil(from, to, wanted - before);
        moments[next] = (long) (second * TimeUnit.SECONDS.toNanos(1));
        next++;
        wanted = next + random.nextDouble();
      }
      before += area;
    }
    while (next < moments.length) {
      moments[next] = (long) (seconds() * TimeUnit.SECONDS.toNanos(1));
      next++;
    }
    return moments;
  }

  private static double area(Point from, Point to) {
    return (to.second() - from.second()) * (from.perSecond() + to.perSecond()) / 2;
  }

  /// How long a line takes to make so many requests: its area is a quadratic in time.
  private static double secondsUntil(Point from, Point to, double requests) {
    double slope = (to.perSecond() - from.perSecond()) / (to.second() - from.second());
    if (Math.abs(slope) < 1e-9) {
      return requests / from.perSecond();
    }
    double root =
        Math.sqrt(Math.max(0, from.perSecond() * from.perSecond() + 2 * slope * requests));
    return (root - from.perSecond()) / slope;
  }
}

package dev.muster.quickstart.bench;

import java.util.List;
import java.util.stream.IntStream;

/// What one contender did in each round.
///
/// @param contender who, for people to read
/// @param unit of the values, such as `requests/s`
/// @param values one a round, in the order of the rounds; warm-up is not among them
public record Series(String contender, String unit, List<Double> values) {
  /// Copies the values; there must be one at least.
  public Series {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a series has at least one value");
    }
  }

  /// The middle value, or the mean of the two in the middle.
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The smallest value.
  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /// The largest value.
  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /// This one by the other, round by round: what both did beside the same noise.
  ///
  /// @throws IllegalArgumentException if they have not the same number of rounds
  public Series per(Series other) {
    if (values.size() != other.values.size()) {
      throw new IllegalArgumentException(contender + " and " + other.contender + ": other rounds");
    }
    List<Double> ratios =
        IntStream.range(0, values.size())
            .mapToObj(round -> values.get(round) / other.values.get(round))
            .toList();
    return new Series(contender + " : " + other.contender, "ratio", ratios);
  }
}

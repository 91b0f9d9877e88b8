package dev.muster.quickstart.bench;

/// What a measured value is held to.
///
/// @param what is measured, for people to read
/// @param measured the median of its rounds decides
/// @param limit the value is held to it
/// @param sense on which side of the limit it must be
public record Bar(String what, Series measured, double limit, Sense sense) {
  /// The side of the limit that is good.
  public enum Sense {
    AT_LEAST,
    AT_MOST
  }

  /// A bar that is met by the limit or more.
  public static Bar atLeast(double limit, String what, Series measured) {
    return new Bar(what, measured, limit, Sense.AT_LEAST);
  }

  /// A bar that is met by the limit or less.
  public static Bar atMost(double limit, String what, Series measured) {
    return new Bar(what, measured, limit, Sense.AT_MOST);
  }

  /// Whether every round has a value: what is divided by nothing, say, has none.
  boolean isMeasured() {
    return measured.values().stream().allMatch(Double::isFinite);
  }

  /// Whether the median is on the good side of the limit; what was not measured is not.
  public boolean met() {
    if (!isMeasured()) {
      return false;
    }
    return sense == Sense.AT_LEAST ? measured.median() >= limit : measured.median() <= limit;
  }
}

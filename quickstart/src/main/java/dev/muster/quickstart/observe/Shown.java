package dev.muster.quickstart.observe;

/// What a query of a panel returned.
///
/// @param series how many
/// @param verdict `ok`, the reason why nothing had to be returned, or what is wrong
/// @param holds whether that is all right
record Shown(Panel panel, int series, String verdict, boolean holds) {
  static Shown data(Panel panel, int series) {
    return new Shown(panel, series, "ok", true);
  }

  static Shown excused(Panel panel, String reason) {
    return new Shown(panel, 0, reason, true);
  }

  static Shown wrong(Panel panel, int series, String reason) {
    return new Shown(panel, series, reason, false);
  }
}

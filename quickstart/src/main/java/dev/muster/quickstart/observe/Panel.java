package dev.muster.quickstart.observe;

/// One query of a dashboard.
///
/// @param dashboard name of its file
/// @param title of the panel
/// @param expression as written, with Grafana's variables in it
record Panel(String dashboard, String title, String expression) {
  /// Wide enough to reach back over a whole sample drop.
  private static final String RANGE = "10m";

  private static final String EVERYTHING = ".*";

  /// The query as Grafana would send it with every filter at "All".
  ///
  /// @throws IllegalStateException if it has a variable that is not known here
  String query() {
    String query =
        expression
            .replace("$__rate_interval", RANGE)
            .replace("$__interval", RANGE)
            .replace("$__range", RANGE)
            .replace("$application", EVERYTHING)
            .replace("$instance", EVERYTHING);
    if (query.contains("$")) {
      throw new IllegalStateException(
          dashboard + ", " + title + ": unknown variable in " + expression);
    }
    return query;
  }
}

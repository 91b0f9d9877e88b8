package dev.muster.quickstart.bench;

import java.io.IOException;
import java.util.List;

/// One measurement, with everything that is compared in it.
public interface Scenario {
  /// What it is asked for by on the command line.
  String name();

  /// What it measures, in a line.
  String purpose();

  /// Measures; takes a minute or two.
  ///
  /// @throws IllegalStateException if the rows that were written are not right: a number for wrong
  ///     work is no number
  List<Section> run(Bench bench) throws IOException, InterruptedException;
}

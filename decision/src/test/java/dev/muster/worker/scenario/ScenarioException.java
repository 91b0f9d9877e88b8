package dev.muster.worker.scenario;

/// A line of a scenario that cannot be read; the message names file and line.
public final class ScenarioException extends RuntimeException {
  ScenarioException(String file, int number, String problem) {
    super(file + ":" + number + ": " + problem);
  }
}

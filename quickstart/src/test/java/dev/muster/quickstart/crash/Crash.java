package dev.muster.quickstart.crash;

import dev.muster.worker.BatchStages.Stage;
import java.nio.file.Path;
import java.util.List;
import org.springframework.core.env.Environment;

/// What a [CrashingWorker] does when.
///
/// @param nth how often a batch of any partition must have reached the stage, from 1
/// @param note the file in which it says which batch it was
record Crash(Kind kind, Stage stage, int nth, Path note) {
  enum Kind {
    DIES,
    FREEZES
  }

  /// As arguments of the worker's main method.
  List<String> arguments() {
    return List.of(
        "--crash.kind=" + kind,
        "--crash.stage=" + stage,
        "--crash.nth=" + nth,
        "--crash.note=" + note);
  }

  static Crash from(Environment settings) {
    return new Crash(
        settings.getRequiredProperty("crash.kind", Kind.class),
        settings.getRequiredProperty("crash.stage", Stage.class),
        settings.getRequiredProperty("crash.nth", Integer.class),
        Path.of(settings.getRequiredProperty("crash.note")));
  }
}

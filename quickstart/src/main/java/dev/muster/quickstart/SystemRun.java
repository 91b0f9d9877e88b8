package dev.muster.quickstart;

import dev.muster.quickstart.system.LocalSystem;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/// Runs something on a local system and stops the system afterwards: at the end, after a failure,
/// on Ctrl-C and on SIGTERM.
final class SystemRun {
  private final LocalSystem system;
  private final Runnable cleanUp;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  /// Owns the system from here on.
  ///
  /// @param cleanUp runs once after everything has stopped
  SystemRun(LocalSystem system, Runnable cleanUp) {
    this.system = system;
    this.cleanUp = cleanUp;
  }

  /// Returns the exit code that the body chose.
  int run(ToIntFunction<LocalSystem> body) {
    Thread hook = Thread.ofPlatform().name("stop").unstarted(this::interrupt);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return body.applyAsInt(system);
    } catch (RuntimeException e) {
      if (interrupted.get()) {
        return Muster.EXIT_FAILED; // The body lost its footing because we are stopping.
      }
      throw e;
    } finally {
      if (!interrupted.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop();
      }
    }
  }

  private void interrupt() {
    interrupted.set(true);
    stop();
  }

  private void stop() {
    system.close();
    cleanUp.run();
  }
}

package dev.muster.quickstart.rehearse.fault;

import java.util.Arrays;
import java.util.Optional;

/// The faults by their names.
public enum Fault {
  KILL_WORKER("kill-worker"),
  FREEZE_WORKER("freeze-worker"),
  KILL_BROKER("kill-broker"),
  RESTART_POSTGRES("restart-postgres"),
  CUT_CONNECTIONS("cut-connections"),
  DELAY_CONNECTIONS("delay-connections"),
  DROP_COMMIT("drop-commit");

  private final String title;

  Fault(String title) {
    this.title = title;
  }

  /// How it breaks something.
  @FunctionalInterface
  interface Breaking {
    /// Breaks it, mends what does not mend by itself, and returns when decisions go on.
    Injection inject(Scene scene) throws InterruptedException;
  }

  /// Its name in plans.
  public String title() {
    return title;
  }

  /// The fault of a name.
  public static Optional<Fault> of(String title) {
    return Arrays.stream(values()).filter(fault -> fault.title.equals(title)).findFirst();
  }

  /// Breaks one thing, mends what does not mend by itself, and returns when decisions go on where
  /// it hit, or when they have not for too long.
  public Injection inject(Scene scene) throws InterruptedException {
    Breaking breaking =
        switch (this) {
          case KILL_WORKER -> new KillWorker();
          case FREEZE_WORKER -> new FreezeWorker();
          case KILL_BROKER -> new KillBroker();
          case RESTART_POSTGRES -> new RestartPostgres();
          case CUT_CONNECTIONS -> new CutConnections();
          case DELAY_CONNECTIONS -> new DelayConnections();
          case DROP_COMMIT -> new DropCommit();
        };
    return breaking.inject(scene);
  }
}

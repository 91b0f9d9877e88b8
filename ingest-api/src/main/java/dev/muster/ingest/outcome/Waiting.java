package dev.muster.ingest.outcome;

import org.springframework.context.SmartLifecycle;

/// Waiting as a part of the application's life. It stops as soon as draining is over: a graceful
/// shutdown lets requests end that are under way, and those who wait for an outcome would hold it
/// for half a minute.
public final class Waiting implements SmartLifecycle {
  private final Outcomes outcomes;
  private final Rechecks rechecks;
  private final int phase;
  private volatile boolean running;

  /// @param phase when to stop, before the server does
  public Waiting(Outcomes outcomes, Statuses statuses, int phase) {
    this.phase = phase;
    this.outcomes = outcomes;
    this.rechecks = new Rechecks(statuses);
  }

  @Override
  public void start() {
    running = true;
    rechecks.start();
  }

  @Override
  public void stop() {
    running = false;
    rechecks.close();
    outcomes.release();
  }

  @Override
  public int getPhase() {
    return phase;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

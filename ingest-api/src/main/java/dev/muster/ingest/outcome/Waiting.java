package dev.muster.ingest.outcome;

import org.springframework.context.SmartLifecycle;

/// Waiting as a part of the application's life. It is the first thing to stop: a graceful shutdown
/// lets requests end that are under way, and those who wait for an outcome would hold it for half a
/// minute.
public final class Waiting implements SmartLifecycle {
  private final Outcomes outcomes;
  private final Rechecks rechecks;
  private volatile boolean running;

  public Waiting(Outcomes outcomes, Statuses statuses) {
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
  public boolean isRunning() {
    return running;
  }
}

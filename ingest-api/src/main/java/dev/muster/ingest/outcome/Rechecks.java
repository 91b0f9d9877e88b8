package dev.muster.ingest.outcome;

import dev.muster.schemas.connection.Causes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the statuses looked after once a second, by a thread of its own.
public final class Rechecks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rechecks.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Statuses statuses;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread checker = Thread.ofVirtual().name("status-rechecks").unstarted(this::run);

  public Rechecks(Statuses statuses) {
    this.statuses = statuses;
  }

  public void start() {
    checker.start();
  }

  private void run() {
    boolean failed = false;
    try {
      while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          statuses.recheck();
          failed = false;
        } catch (RuntimeException e) {
          // The database is away, most likely; the next second is another chance.
          if (!failed) {
            LOG.warn("Cannot check on pending requests: {}", Causes.of(e));
          }
          failed = true;
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Rechecks were interrupted");
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}

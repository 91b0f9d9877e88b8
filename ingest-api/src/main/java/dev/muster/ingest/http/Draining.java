package dev.muster.ingest.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.context.SmartLifecycle;

/// The time between being told to stop and stopping. Whoever spreads the requests learns from
/// `/readyz` that this replica is leaving, while all that still come are served as ever; each
/// answer closes its connection, so that clients that keep theirs leave with it.
///
/// It is the first part to stop, before waits and streams are ended, and before the port closes.
public final class Draining implements SmartLifecycle {
  /// The phase of what ends once draining is over, and before the server lets its last requests
  /// finish.
  public static final int AFTERWARDS = DEFAULT_PHASE - 512;

  private final Duration time;
  private volatile boolean running;
  private volatile boolean draining;

  /// @param time how long; as long as it takes for a failing probe to be noticed
  public Draining(Duration time) {
    this.time = time;
  }

  boolean isDraining() {
    return draining;
  }

  /// What asks for each connection's end in its next answer.
  public Valve valve() {
    return new LastAnswers();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    draining = true;
    try {
      // There is nothing to wait for but the time.
      boolean _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private final class LastAnswers extends ValveBase {
    private LastAnswers() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (draining) {
        response.setHeader("Connection", "close");
      }
      getNext().invoke(request, response);
    }
  }
}

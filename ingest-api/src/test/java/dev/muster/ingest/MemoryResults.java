package dev.muster.ingest;

import dev.muster.ingest.outcome.ResultListener;
import dev.muster.ingest.outcome.ResultSource;
import dev.muster.schemas.result.Result;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;

/// A source of results that the test owns. It is broken until the test starts an epoch.
@NullMarked
public final class MemoryResults implements ResultSource {
  private final List<ResultListener> listeners = new CopyOnWriteArrayList<>();
  private volatile int epoch = BROKEN;
  private volatile boolean inTouch = true;
  private volatile boolean alive = true;

  /// An unbroken sequence starts.
  public void begin(int number) {
    epoch = number;
    listeners.forEach(ResultListener::missed);
  }

  /// The sequence is broken off.
  public void breakOff() {
    epoch = BROKEN;
  }

  public void tell(Result result) {
    listeners.forEach(listener -> listener.decided(result));
  }

  public void loseTouch() {
    inTouch = false;
  }

  void die() {
    alive = false;
  }

  @Override
  public void listen(ResultListener listener) {
    listeners.add(listener);
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public boolean inTouch() {
    return inTouch;
  }

  @Override
  public boolean alive() {
    return alive;
  }
}

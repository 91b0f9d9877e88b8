package dev.muster.ingest.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open response. It holds at most one event that is not sent: a newer state takes the place of
/// an older one.
///
/// Writing never blocks. Whoever has something to send tries at once; if the connection takes no
/// more, the container calls when it does. Everything happens under the lock of the stream, and
/// nothing once it is over, because the container uses the objects of an exchange again.
final class EventStream implements WriteListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

  private final AsyncContext exchange;
  private final ServletOutputStream out;
  private final Runnable cut;
  private final Subject subject;
  private final Consumer<EventStream> over;
  private byte @Nullable [] unsent;
  private boolean flushDue;
  private boolean ending;
  private boolean ended;
  private boolean stalled;
  private long stalledNanos;
  private long toldNanos;
  private long sentNanos;

  /// @param cut closes the connection
  /// @param over is told when the stream is, perhaps twice
  EventStream(
      AsyncContext exchange,
      ServletOutputStream out,
      Runnable cut,
      Subject subject,
      Consumer<EventStream> over) {
    this.exchange = exchange;
    this.out = out;
    this.cut = cut;
    this.subject = subject;
    this.over = over;
  }

  /// Starts it with the state as it is now.
  synchronized void open(byte[] greeting, long nowNanos) {
    subject.opened(this::wake);
    Event first = subject.news();
    unsent = first == null ? greeting : joined(greeting, first.bytes());
    ending = first != null && first.last();
    toldNanos = nowNanos;
    sentNanos = nowNanos;
    out.setWriteListener(this);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /// What there is to do now and then: news, a heartbeat, a reader that has gone to sleep.
  ///
  /// @return whether the reader took nothing for too long, and was dropped
  boolean tick(long nowNanos, StreamSettings settings) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      if (!stalled || nowNanos - stalledNanos <= settings.stalledMax().toNanos()) {
        if (nowNanos - toldNanos >= subject.pause().toNanos()) {
          tell(subject.news());
        }
        if (unsent == null && nowNanos - sentNanos >= settings.heartbeat().toNanos()) {
          unsent = HEARTBEAT;
        }
        drain();
        return false;
      }
      sever();
    }
    close();
    return true;
  }

  /// The container does not tell how this exchange ends: a thread of its own that has the
  /// connection in hand at this moment takes it away without a word to a listener. So whoever
  /// severs closes too.
  private void sever() {
    ended = true;
    cut.run();
  }

  /// There is news that should not wait.
  private synchronized void wake() {
    if (!ended) {
      tell(subject.news());
      drain();
    }
  }

  private void tell(@Nullable Event news) {
    if (news != null && !ending) {
      unsent = news.bytes();
      ending = news.last();
      toldNanos = System.nanoTime();
    }
  }

  synchronized boolean isOver() {
    return ended;
  }

  /// Ends it, with a last word for a reader that listens.
  void end(byte[] farewell) {
    synchronized (this) {
      if (ended) {
        return;
      }
      if (!stalled) {
        ending = true;
        unsent = unsent == null ? farewell : joined(unsent, farewell);
        drain();
        return;
      }
      sever();
    }
    close();
  }

  private void drain() {
    try {
      while (out.isReady()) {
        stalled = false;
        byte[] next = unsent;
        if (next != null) {
          unsent = null;
          flushDue = true;
          sentNanos = System.nanoTime();
          out.write(next);
        } else if (flushDue) {
          flushDue = false;
          out.flush();
        } else {
          if (ending) {
            ended = true;
            exchange.complete();
          }
          return;
        }
      }
      if (!stalled) {
        stalled = true;
        stalledNanos = System.nanoTime();
      }
    } catch (IOException | IllegalStateException e) {
      // The container tells how the exchange ends.
      LOG.debug("Nobody reads the stream any more", e);
    }
  }

  @Override
  public synchronized void onWritePossible() {
    if (!ended) {
      drain();
    }
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("Nobody reads the stream any more", cause);
  }

  @Override
  public void onError(AsyncEvent event) {
    close();
    // There is nobody to be told of an error.
    event.getAsyncContext().complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    close();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // There is no timeout.
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Started once.
  }

  private void close() {
    synchronized (this) {
      ended = true;
    }
    subject.closed();
    over.accept(this);
  }
}

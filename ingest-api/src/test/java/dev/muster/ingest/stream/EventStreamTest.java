package dev.muster.ingest.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A container does not always tell that an exchange is over after its connection was closed. What
/// a severed stream holds is given back all the same.
@NullMarked
class EventStreamTest {
  private static final StreamSettings SETTINGS =
      new StreamSettings(10, 10, Duration.ofSeconds(15), Duration.ofSeconds(1));

  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger over = new AtomicInteger();
  private final EventStream stream =
      new EventStream(
          untouched(), new Full(), cuts::incrementAndGet, new News(), _ -> over.incrementAndGet());

  private static AsyncContext untouched() {
    return (AsyncContext)
        Proxy.newProxyInstance(
            AsyncContext.class.getClassLoader(),
            new Class<?>[] {AsyncContext.class},
            (_, method, _) -> {
              throw new AssertionError(method);
            });
  }

  /// A connection that takes nothing.
  private static final class Full extends ServletOutputStream {
    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      // Never possible.
    }

    @Override
    public void write(int b) {
      throw new AssertionError("Not ready");
    }
  }

  private final class News extends Subject {
    @Override
    Duration pause() {
      return Duration.ZERO;
    }

    @Override
    @Nullable Event news() {
      return null;
    }

    @Override
    void closed() {
      closed.incrementAndGet();
    }
  }

  private void stall() {
    stream.open("greeting".getBytes(UTF_8), System.nanoTime());
    assertThat(stream.tick(System.nanoTime(), SETTINGS)).isFalse();
    assertThat(over).hasValue(0);
  }

  private void assertSeveredOnce() {
    assertThat(cuts).hasValue(1);
    assertThat(closed).hasValue(1);
    assertThat(over).hasValue(1);
    assertThat(stream.isOver()).isTrue();
  }

  @Test
  void aStopSeversWhoTakesNothingAndGivesThePlaceBack() {
    stall();
    stream.end("farewell".getBytes(UTF_8));
    assertSeveredOnce();
    stream.end("farewell".getBytes(UTF_8));
    assertThat(stream.tick(Long.MAX_VALUE, SETTINGS)).isFalse();
    assertSeveredOnce();
  }

  @Test
  void whoTakesNothingForTooLongIsSeveredAndThePlaceGivenBack() {
    stall();
    assertThat(stream.tick(System.nanoTime() + 2_000_000_000L, SETTINGS)).isTrue();
    assertSeveredOnce();
    assertThat(stream.tick(System.nanoTime() + 2_000_000_000L, SETTINGS)).isFalse();
    assertSeveredOnce();
  }
}

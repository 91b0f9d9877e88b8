package dev.muster.quickstart.drop;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Tells how far a phase is: one line that keeps changing on a terminal, a plain line every two
/// seconds elsewhere.
public final class Progress {
  private static final Duration EVERY_ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration EVERY_ELSEWHERE = Duration.ofSeconds(2);
  private static final String LINE_START = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;

  /// @param terminal whether a line may be written over
  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// One line that stays.
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /// Shows the line again and again until it is closed, and then once more to stay.
  public Phase during(Supplier<String> line) {
    return new Phase(line);
  }

  /// A phase that is on.
  public final class Phase implements AutoCloseable {
    private final Supplier<String> line;
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    private Phase(Supplier<String> line) {
      this.line = line;
      long every = (terminal ? EVERY_ON_TERMINAL : EVERY_ELSEWHERE).toMillis();
      var _ = timer.scheduleAtFixedRate(this::show, every, every, TimeUnit.MILLISECONDS);
    }

    private void show() {
      if (terminal) {
        out.print(LINE_START + line.get());
        out.flush();
      } else {
        say(line.get());
      }
    }

    @Override
    public void close() {
      timer.close();
      say((terminal ? LINE_START : "") + line.get());
    }
  }
}

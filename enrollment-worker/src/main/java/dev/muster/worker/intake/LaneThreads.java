package dev.muster.worker.intake;

import dev.muster.telemetry.LogContext;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.MDC;

/// What takes lanes from step to step until they end.
@FunctionalInterface
interface LaneThreads {
  /// A lane under way.
  @FunctionalInterface
  interface Running {
    /// Waits for its end, not for ever.
    void join(Duration wait) throws InterruptedException;
  }

  /// Begins with the first step.
  Running start(PartitionLane lane);

  /// A virtual thread for each lane.
  ///
  /// @param onDeath told when a lane cannot go on
  static LaneThreads virtual(Consumer<Throwable> onDeath) {
    return lane -> {
      Thread thread =
          Thread.ofVirtual()
              .name("lane-" + lane.partition())
              .start(
                  () -> {
                    MDC.put(LogContext.PARTITION, lane.partition().toString());
                    run(lane, onDeath);
                  });
      return thread::join;
    };
  }

  private static void run(PartitionLane lane, Consumer<Throwable> onDeath) {
    try {
      Wait wait = lane.step();
      while (!(wait instanceof Wait.End)) {
        await(wait, lane.inbox());
        wait = lane.step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // A lane that ends unseen is a partition that stands still unseen.
      onDeath.accept(e);
    }
  }

  private static void await(Wait wait, Inbox inbox) throws InterruptedException {
    switch (wait) {
      case Wait.Nothing _, Wait.End _ -> {}
      case Wait.Sought _ -> inbox.awaitSought();
      case Wait.Records(Duration max) -> inbox.awaitRecords(max);
      case Wait.Pause(Duration max) -> inbox.pause(max);
      case Wait.Sent sent -> {
        try {
          sent.sends().get(sent.max().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException seenByTheNextStep) {
          // Whoever sent it looks at what became of it.
        }
      }
    }
  }
}

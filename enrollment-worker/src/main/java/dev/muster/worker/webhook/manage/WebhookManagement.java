package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.TargetPolicy;
import dev.muster.worker.webhook.DispatchSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The managing of webhook endpoints, on two threads of its own: one carries out commands and knows
/// by its partitions which endpoints this process serves, one does the long work. Whatever befalls
/// them, they start over; no decision waits for either.
public final class WebhookManagement {
  private static final Logger log = LoggerFactory.getLogger(WebhookManagement.class);
  private static final Duration START_OVER_WAIT = Duration.ofSeconds(2);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final CommandProcessor processor;
  private final AssignedEndpoints assigned;
  private final DispatchSignal signal;
  private final BackgroundOperations background;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread commandsThread;
  private final Thread backgroundThread;
  private volatile @Nullable EndpointCommands serving;

  /// @param consumers makes a consumer of the group `muster-webhook-dispatch`
  /// @param database a pool that is not the lanes'
  /// @param assigned told which endpoints are this process's
  /// @param deliveryRetention how long deliveries are kept
  public WebhookManagement(
      Supplier<Consumer<byte[], byte[]>> consumers,
      DataSource database,
      SealedSecrets secrets,
      TargetPolicy targets,
      AssignedEndpoints assigned,
      DispatchSignal signal,
      Duration deliveryRetention,
      Clock clock) {
    this.consumers = consumers;
    this.assigned = assigned;
    this.signal = signal;
    this.background =
        new BackgroundOperations(database, assigned, signal, BackgroundOperations.CHUNK);
    this.processor =
        new CommandProcessor(
            database,
            new CommandApplier(new Credentials(secrets), targets, deliveryRetention),
            signal,
            background::wake,
            clock);
    this.commandsThread = Thread.ofPlatform().name("webhook-commands").unstarted(this::serve);
    this.backgroundThread = Thread.ofVirtual().name("webhook-operations").unstarted(background);
  }

  /// Returns at once.
  public void start() {
    commandsThread.start();
    backgroundThread.start();
  }

  /// Finishes what is under way and leaves the group.
  public void stop() {
    stopping.countDown();
    background.stop();
    EndpointCommands now = serving;
    if (now != null) {
      now.stop();
    } else {
      commandsThread.interrupt();
    }
    try {
      commandsThread.join(STOP_MAX);
      backgroundThread.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    while (stopping.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        var commands = new EndpointCommands(consumer, processor, assigned, signal);
        serving = commands;
        if (stopping.getCount() > 0) {
          commands.serve();
        }
      } catch (RuntimeException e) {
        log.error("Reading the webhook commands starts over", e);
      }
      serving = null;
      if (!startsOver()) {
        return;
      }
    }
  }

  private boolean startsOver() {
    try {
      return !stopping.await(START_OVER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}

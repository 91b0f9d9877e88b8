package dev.muster.worker.webhook;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.WorkerSettings;
import dev.muster.worker.webhook.dispatch.DispatchCounters;
import dev.muster.worker.webhook.dispatch.Dispatcher;
import dev.muster.worker.webhook.dispatch.RetrySchedule;
import dev.muster.worker.webhook.fanout.FanoutConsumer;
import dev.muster.worker.webhook.fanout.FanoutCounters;
import dev.muster.worker.webhook.fanout.ResultFanout;
import dev.muster.worker.webhook.http.WebhookClient;
import dev.muster.worker.webhook.manage.AssignedEndpoints;
import dev.muster.worker.webhook.manage.ManagementConsumer;
import dev.muster.worker.webhook.manage.WebhookManagement;
import dev.muster.worker.webhook.store.DeliveryDays;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Webhooks as one thing to start and stop: the fan-out of results, the dispatcher, the managing of
/// endpoints and the housekeeping, with connections and threads of their own.
public final class WebhookPart {
  private static final Logger log = LoggerFactory.getLogger(WebhookPart.class);
  private static final Duration START_OVER_WAIT = Duration.ofSeconds(2);

  private final WorkerSettings settings;
  private final Admin admin;
  private final SealedSecrets secrets;
  private final WebhookSettings webhooks;
  private final HikariDataSource database;
  private final HikariDataSource managementDatabase;
  private final DeliveryDays days;
  private final WebhookClient client;
  private final Dispatcher dispatcher;
  private final WebhookManagement management;
  private final Housekeeping housekeeping;
  private final Clock clock;
  private final MeterRegistry meters;
  private final FanoutCounters fannedOut;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread fanoutThread;
  private volatile @Nullable FanoutConsumer fanout;

  /// @param secretKey opens the endpoints' secrets
  /// @param onDeath told when a part cannot go on; the process must end then
  public WebhookPart(
      WorkerSettings settings,
      WebhookSettings webhooks,
      String secretKey,
      Admin admin,
      Clock clock,
      MeterRegistry meters,
      Tracing tracing,
      Consumer<Throwable> onDeath) {
    this.settings = settings;
    this.webhooks = webhooks;
    this.admin = admin;
    this.clock = clock;
    this.meters = meters;
    this.fannedOut = new FanoutCounters(meters);
    this.secrets = new SealedSecrets(secretKey);
    this.database = WebhookConnections.dispatchDatabase(settings.database(), meters);
    this.managementDatabase = WebhookConnections.managementDatabase(settings.database(), meters);
    this.days = new DeliveryDays(database);
    this.client = new WebhookClient(webhooks.targets(), webhooks.timeout());
    var ownership = new AssignedEndpoints();
    this.dispatcher =
        new Dispatcher(
            new Dispatcher.Equipment(
                database,
                secrets,
                days,
                ownership,
                client::post,
                new RetrySchedule(webhooks.schedule(), webhooks.jitter()),
                webhooks.timeout(),
                webhooks.lease(),
                webhooks.failingMax(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                new DispatchCounters(meters),
                tracing,
                onDeath));
    this.management =
        new WebhookManagement(
            () -> ManagementConsumer.open(settings.kafka(), meters),
            managementDatabase,
            secrets,
            webhooks.targets(),
            ownership,
            dispatcher,
            webhooks.deliveryRetention(),
            clock);
    this.housekeeping = new Housekeeping(database, secrets, ownership, days, webhooks, clock);
    this.fanoutThread =
        Thread.ofPlatform()
            .name("webhook-fanout")
            .uncaughtExceptionHandler((_, e) -> onDeath.accept(e))
            .unstarted(this::fanOut);
  }

  /// Returns at once; the work goes on in the background.
  public void start() {
    housekeeping.start();
    dispatcher.start();
    management.start();
    fanoutThread.start();
  }

  /// Finishes what is under way within seconds and gives the rest back.
  public void stop() {
    stopping.countDown();
    management.stop();
    FanoutConsumer running = fanout;
    if (running != null) {
      running.stop();
    }
    try {
      fanoutThread.join();
      dispatcher.stop(client::close);
      housekeeping.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
      database.close();
      managementDatabase.close();
    }
  }

  /// Whether its loops go on, once started.
  public boolean alive() {
    return stopping.getCount() == 0
        || (fanoutThread.getState() != Thread.State.TERMINATED && dispatcher.alive());
  }

  /// Whatever befalls it, it starts over: the decisions of this process go on meanwhile.
  private void fanOut() {
    try {
      while (stopping.getCount() > 0) {
        UUID topicId = ResultsTopic.await(admin, stopping);
        if (topicId == null) {
          return;
        }
        try {
          fanOut(topicId);
        } catch (RuntimeException e) {
          log.error("The fan-out of results starts over", e);
          boolean _ = stopping.await(START_OVER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fanOut(UUID topicId) {
    var consumer =
        new FanoutConsumer(
            WebhookConnections.fanoutConsumer(settings.kafka(), meters),
            topicId,
            database,
            new ResultFanout(
                database, secrets, days, webhooks.deliveryRetention(), clock, fannedOut),
            dispatcher,
            fannedOut);
    fanout = consumer;
    if (stopping.getCount() == 0) {
      consumer.stop();
    }
    consumer.run();
  }
}

package dev.muster.ingest;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.ingest.http.Api;
import dev.muster.ingest.http.ApiRoute;
import dev.muster.ingest.http.ApiServlet;
import dev.muster.ingest.http.Draining;
import dev.muster.ingest.http.ProblemReportValve;
import dev.muster.ingest.http.SmallBuffersProtocol;
import dev.muster.ingest.log.CommandLog;
import dev.muster.ingest.log.KafkaCommandLog;
import dev.muster.ingest.log.UnusableTopicException;
import dev.muster.ingest.log.WebhookCommandLog;
import dev.muster.ingest.outcome.Outcomes;
import dev.muster.ingest.outcome.QueuePositions;
import dev.muster.ingest.outcome.ResultFeed;
import dev.muster.ingest.outcome.ResultSource;
import dev.muster.ingest.outcome.StatusMeters;
import dev.muster.ingest.outcome.StatusReads;
import dev.muster.ingest.outcome.Statuses;
import dev.muster.ingest.outcome.TournamentBoard;
import dev.muster.ingest.outcome.Waiting;
import dev.muster.ingest.read.FindStanding;
import dev.muster.ingest.read.ReadPool;
import dev.muster.ingest.request.RequestIds;
import dev.muster.ingest.stream.Severing;
import dev.muster.ingest.stream.Streams;
import dev.muster.ingest.webhook.WebhookRoutes;
import dev.muster.telemetry.Managed;
import dev.muster.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.catalina.core.StandardHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The ingest API: main class and all of its wiring.
///
/// Auto-configurations are named, not discovered: what stands beside this application on a class
/// path must not change what it does.
public final class IngestApi {
  private static final Logger LOG = LoggerFactory.getLogger(IngestApi.class);

  private IngestApi() {}

  public static void main(String[] args) {
    var _ = application(Serving.class, OnKafka.class).run(args);
  }

  /// The application with its own configuration file and nobody else's.
  ///
  /// @param wiring the parts of it; [Serving] needs a [CommandLog] beside it
  static SpringApplication application(Class<?>... wiring) {
    var application = new SpringApplication(wiring);
    application.setMainApplicationClass(IngestApi.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setDefaultProperties(Map.of("spring.config.name", "ingest-api"));
    return application;
  }

  /// Everything but the log.
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableConfigurationProperties(IngestSettings.class)
  @Managed
  static class Serving {
    @Bean
    HikariDataSource readPool(IngestSettings settings, MeterRegistry meters) {
      return ReadPool.open(settings.database(), meters);
    }

    @Bean
    RequestIds requestIds(IngestSettings settings) {
      return new RequestIds(settings.requestIdSecret());
    }

    @Bean
    Tracing tracing(IngestSettings settings) {
      return Tracing.of(settings.tracing(), "ingest-api");
    }

    /// A few, so that a thousand tournaments are not read at the expense of those who poll.
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService boardReaders() {
      return Executors.newFixedThreadPool(
          2, Thread.ofVirtual().name("tournament-board-", 0).factory());
    }

    /// It hears a result before anybody is told of it: who comes back with an outcome finds it
    /// counted.
    @Bean
    TournamentBoard board(
        ResultSource results, HikariDataSource readPool, ExecutorService boardReaders) {
      var standings = new FindStanding(JdbcClient.create(readPool));
      var board = new TournamentBoard(results, standings::byId, boardReaders);
      results.listen(board);
      return board;
    }

    @Bean
    Outcomes outcomes(IngestSettings settings, ResultSource results, TournamentBoard board) {
      var outcomes = new Outcomes(settings.longpoll().waitersMax());
      results.listen(outcomes);
      return outcomes;
    }

    @Bean
    Statuses statuses(
        ResultSource results,
        Outcomes outcomes,
        HikariDataSource readPool,
        RequestIds ids,
        TournamentBoard board,
        MeterRegistry meters) {
      var queue = new QueuePositions();
      results.listen(queue);
      var reads = new StatusReads(JdbcClient.create(readPool));
      StatusMeters.register(meters, reads, outcomes, results);
      return new Statuses(results, outcomes, queue, reads, ids::issued, board);
    }

    @Bean
    ServletRegistrationBean<ApiServlet> api(
        CommandLog log,
        RequestIds ids,
        HikariDataSource readPool,
        ResultSource results,
        Outcomes outcomes,
        Statuses statuses,
        TournamentBoard board,
        Streams streams,
        Draining draining,
        MeterRegistry meters,
        Tracing tracing,
        List<ApiRoute> webhooks) {
      var jdbc = JdbcClient.create(readPool);
      var api =
          new Api(
              log, ids, jdbc, results, outcomes, statuses, board, streams, draining, meters,
              tracing);
      return new ServletRegistrationBean<>(api.servlet(webhooks), "/*");
    }

    /// Alive is who does its work, whoever else is away.
    @Bean
    HealthIndicator resultFeedHealthIndicator(ResultSource results) {
      return () -> (results.alive() ? Health.up() : Health.down()).build();
    }

    /// Ready is who can take commands.
    @Bean
    HealthIndicator commandLogHealthIndicator(CommandLog log) {
      return () -> (log.ready() ? Health.up() : Health.outOfService()).build();
    }

    /// Operation ids are sealed apart from request ids: none of them is ever taken for the other.
    @Bean
    List<ApiRoute> webhookRoutes(
        IngestSettings settings, WebhookCommandLog log, HikariDataSource readPool) {
      var ids = new RequestIds(settings.requestIdSecret() + "/webhook-operations");
      return WebhookRoutes.of(settings.webhooks(), log, ids, JdbcClient.create(readPool));
    }

    @Bean
    Draining draining(IngestSettings settings) {
      return new Draining(settings.drain());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> lastAnswers(Draining draining) {
      return factory -> factory.addContextValves(draining.valve());
    }

    @Bean
    Waiting waiting(Outcomes outcomes, Statuses statuses) {
      return new Waiting(outcomes, statuses, Draining.AFTERWARDS);
    }

    @Bean
    Streams streams(IngestSettings settings, MeterRegistry meters) {
      return new Streams(settings.streams(), meters, Draining.AFTERWARDS);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> severing() {
      return factory -> factory.addContextValves(new Severing());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
      return factory -> {
        factory.setProtocol(SmallBuffersProtocol.class.getName());
        factory.addConnectorCustomizers(SmallBuffersProtocol::connect);
      };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsInsteadOfPages() {
      return factory ->
          factory.addContextCustomizers(
              context ->
                  ((StandardHost) context.getParent())
                      .setErrorReportValveClass(ProblemReportValve.class.getName()));
    }
  }

  /// The log on Kafka.
  @Configuration(proxyBeanMethods = false)
  static class OnKafka {
    private static final Duration FEED_WAIT = Duration.ofSeconds(5);

    @Bean
    KafkaCommandLog commandLog(
        IngestSettings settings, MeterRegistry meters, ConfigurableApplicationContext context) {
      settings.kafka().requirePlaintextWanted();
      return new KafkaCommandLog(
          settings.kafka(), settings.topics(), meters, unusable -> stop(context, unusable));
    }

    @Bean
    ResultFeed results(IngestSettings settings, MeterRegistry meters) {
      return new ResultFeed(settings.kafka(), meters);
    }

    /// Once everything is wired and before the port opens, so that a refusal is the only thing
    /// told.
    @Bean
    SmartInitializingSingleton openLogs(KafkaCommandLog commandLog, ResultFeed results) {
      return () -> {
        commandLog.start();
        // The brokers were waited for once.
        results.start(commandLog.ready() ? FEED_WAIT : Duration.ZERO);
      };
    }

    /// Serving on would be a promise that cannot be kept, and only an operator can mend it.
    private static void stop(
        ConfigurableApplicationContext context, UnusableTopicException unusable) {
      LOG.error("Stopping: {}", unusable.getMessage());
      System.exit(SpringApplication.exit(context, () -> 1));
    }
  }
}

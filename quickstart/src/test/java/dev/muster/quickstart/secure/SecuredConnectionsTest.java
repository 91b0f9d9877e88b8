package dev.muster.quickstart.secure;

import static dev.muster.quickstart.secure.Access.both;
import static dev.muster.quickstart.secure.Access.database;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.client.Reply;
import dev.muster.quickstart.drop.WebhookProbe;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.result.Enrolled;
import dev.muster.validator.CheckCommand;
import dev.muster.validator.LocalDeployment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Both applications and the check, on a broker and a database that take secured connections only.
/// Whoever is not let in says why; nobody says with what.
class SecuredConnectionsTest {
  private static final String WORKER = "muster_worker";
  private static final String API = "muster_api";
  private static final String JUDGE = "muster_validator";

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static Path directory;

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static Certificates certificates;

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static Certificates strangers;

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static SecuredBroker broker;

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static SecuredPostgres postgres;

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static Access access;

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static App api;

  private static Path logs() throws Exception {
    return Files.createDirectories(directory.resolve("logs"));
  }

  @BeforeAll
  static void start() throws Exception {
    // Kept below the build directory: the logs are there after a failure.
    directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "secure-");
    certificates =
        Certificates.of("ours", directory.resolve("ours"))
            .with("server")
            .with(API)
            .with(WORKER)
            .with(JUDGE);
    strangers = Certificates.of("theirs", directory.resolve("theirs")).with(WORKER);
    broker = SecuredBroker.start(directory, certificates);
    postgres = SecuredPostgres.start(directory, certificates);
    access = new Access(broker, certificates);
    broker.awaitReady();
    api =
        App.api(
                logs().resolve("api.log"),
                both(
                    access.kafkaByPassword(SecuredBroker.PASSWORD),
                    database(postgres.url(), API, SecuredPostgres.PASSWORD)))
            .awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : Stream.of(api, broker, postgres).filter(Objects::nonNull).toList()) {
      each.close();
    }
    for (String data : List.of("broker", "postgres")) {
      try (Stream<Path> files = Files.walk(directory.resolve(data))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void eitherApplicationWorksByPasswordAndByCertificate() throws Exception {
    var workerByCertificate =
        both(access.kafkaByCertificate(WORKER), database(postgres.url(WORKER), WORKER, ""));
    try (App _ = App.worker(logs().resolve("worker.log"), workerByCertificate)) {
      requireWorking(api);
    }
    postgres.swap(WORKER, API);
    var apiByCertificate =
        both(access.kafkaByKeyStore(API, certificates), database(postgres.url(API), API, ""));
    var workerByPassword =
        Access.withSecretsInFiles(
            directory.resolve("secrets"),
            both(
                access.kafkaByPassword(SecuredBroker.PASSWORD),
                database(postgres.url(), WORKER, SecuredPostgres.PASSWORD)));
    try (App other = App.api(logs().resolve("other-api.log"), apiByCertificate);
        App _ = App.worker(logs().resolve("other-worker.log"), workerByPassword)) {
      requireWorking(other.awaitReady());
      assertThat(check(postgres.url(JUDGE))).startsWith("0 ");
      assertThat(check(postgres.bareUrl() + "?sslmode=disable"))
          .startsWith("2 ")
          .contains("no encryption");
    } finally {
      postgres.swap(API, WORKER);
    }
    requireNoSecrets();
  }

  @Test
  void whoIsNotLetInSaysWhyAndDecidesNothing() throws Exception {
    UUID request;
    try (MusterClient client = api.client()) {
      var inVain = new Enroll(UUID.randomUUID(), UUID.randomUUID(), null);
      request = client.submit(inVain).requestId();
    }
    long decided = postgres.decided();
    String strangersUrl =
        postgres.bareUrl() + "?sslmode=verify-full&sslrootcert=" + strangers.authority();
    try (App wrongPassword =
            App.api(
                logs().resolve("wrong-password.log"),
                both(
                    access.kafkaByPassword("wrong-51d3"),
                    database(postgres.bareUrl() + "?sslmode=disable", API, "wrong-51d3")));
        App untrusted =
            App.worker(
                logs().resolve("untrusted.log"),
                both(
                    access.kafkaByPassword(SecuredBroker.PASSWORD, strangers),
                    database(strangersUrl, WORKER, SecuredPostgres.PASSWORD)));
        App inTheClear =
            App.worker(
                logs().resolve("in-the-clear.log"),
                both(access.kafkaInTheClear(), database(postgres.url(WORKER), WORKER, "")));
        App stranger =
            App.worker(
                logs().resolve("stranger.log"),
                both(
                    access.kafkaByKeyStore(WORKER, strangers),
                    database(postgres.url(), API, "wrong-51d4")))) {
      wrongPassword.awaitLogged("invalid credentials");
      requireTurnedAway(wrongPassword);
      untrusted
          .awaitLogged("Waiting for the command topics and the database: SSL handshake failed")
          .awaitLogged("Webhook housekeeping waits for the database")
          .awaitLogged("unable to find valid certification path");
      requireEnded(inTheClear, "muster.kafka.properties.security.protocol is PLAINTEXT");
      stranger.awaitLogged("Received fatal alert").awaitLogged("password authentication failed");
      assertThat(postgres.decided()).isEqualTo(decided);
      List.of(wrongPassword, untrusted, stranger).forEach(App::kill);
    }
    try (MusterClient client = api.client()) {
      assertThat(client.status(request).expect(200).json().get("status").asString())
          .isEqualTo("PENDING");
    }
    requireNoSecrets();
  }

  @Test
  void aWrongSettingEndsTheStartWithItsName() throws Exception {
    var login = "MUSTER_KAFKA_PROPERTIES_SASL_JAAS_CONFIG";
    var fine =
        both(
            access.kafkaByPassword(SecuredBroker.PASSWORD),
            database(postgres.url(), API, SecuredPostgres.PASSWORD));
    var misspelt = Map.of("MUSTER_KAFKA_PROPERTIES_SSL_TRUSTORE_TYPE", "PEM");
    var torn = Map.of(login, "ScramLoginModule required password=" + SecuredBroker.PASSWORD);
    var unverified = Map.of("MUSTER_DATABASE_URL", postgres.bareUrl() + "?sslmod=verify-full");
    try (App first = App.api(logs().resolve("misspelt.log"), both(fine, misspelt));
        App second = App.worker(logs().resolve("torn.log"), both(fine, torn));
        App third = App.worker(logs().resolve("unverified.log"), both(fine, unverified))) {
      requireEnded(first, "muster.kafka.properties.ssl.trustore.type");
      requireEnded(second, "muster.kafka.properties.sasl.jaas.config");
      requireEnded(third, "muster.database.url has a parameter that the driver does not know");
    }
    requireNoSecrets();
  }

  /// Enrolls over HTTP, and has the outcomes by HTTP and by webhook.
  private static void requireWorking(App served) {
    UUID cup = UUID.randomUUID();
    UUID player = UUID.randomUUID();
    try (MusterClient client = served.client()) {
      // The first to be decided is what the worker's start is waited for by.
      var _ =
          client.decide(
              new DefineTournament(
                  cup, "Cup", 2, 10, TournamentStatus.OPEN, null, null, RefundPolicy.FULL));
      var _ = client.decide(new RegisterPlayer(player, null));
      var _ = client.decide(new GrantCredits(player, 10, "for the drop"));
      try (WebhookProbe probe = WebhookProbe.at(served.uri())) {
        assertThat(client.decide(new Enroll(cup, player, null))).isInstanceOf(Enrolled.class);
        assertThat(client.get("/v1/tournaments/" + cup).expect(200).json().get("enrolled").asInt())
            .isEqualTo(1);
        assertThat(probe.await(1)).isEqualTo(1);
      }
    }
  }

  private static void requireTurnedAway(App app) {
    app.awaitServing();
    try (MusterClient client = app.client()) {
      Reply refused = client.send(new Enroll(UUID.randomUUID(), UUID.randomUUID(), null), null);
      assertThat(refused.expect(503).headers().firstValue("Retry-After")).isPresent();
      assertThat(client.get("/v1/players/" + UUID.randomUUID()).status()).isEqualTo(503);
    }
    app.awaitLogged("no encryption");
  }

  private static void requireEnded(App app, String setting) {
    Polling.until("the end", () -> app.process().isAlive() ? null : true);
    assertThat(app.process().exitCode()).isEqualTo(1);
    assertThat(app.log()).contains("APPLICATION FAILED TO START").contains(setting);
  }

  private static String check(String url) {
    var told = new StringWriter();
    var command = new CommandLine(new CheckCommand(LocalDeployment.NONE));
    command.setOut(new PrintWriter(told)).setErr(new PrintWriter(told));
    return command.execute("--db", url) + " " + told;
  }

  private static void requireNoSecrets() throws Exception {
    List<String> secrets = new ArrayList<>();
    secrets.addAll(certificates.secrets());
    secrets.addAll(strangers.secrets());
    secrets.addAll(
        List.of(
            SecuredBroker.PASSWORD,
            SecuredPostgres.PASSWORD,
            "wrong-51d3",
            "wrong-51d4",
            App.REQUEST_ID_SECRET,
            App.WEBHOOK_KEY));
    try (Stream<Path> all = Files.list(logs())) {
      for (Path log : all.toList()) {
        assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secrets);
      }
    }
  }
}

package dev.muster.worker.webhook.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.webhook.CustomHeaders;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventOrder;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.WebhookCommand;
import dev.muster.schemas.webhook.WebhookCommand.Change;
import dev.muster.schemas.webhook.WebhookCommand.Create;
import dev.muster.schemas.webhook.WebhookCommand.Delete;
import dev.muster.schemas.webhook.WebhookCommand.RotateSecret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A command changes its endpoint once, wholly or not at all.
class EndpointChangesTest {
  private final ManagedEndpoints managed = new ManagedEndpoints();

  @AfterEach
  void close() {
    managed.close();
  }

  @Test
  void anEndpointIsMadeAsItWasAskedFor() throws Exception {
    UUID id = UUID.randomUUID();
    UUID tournament = UUID.randomUUID();
    var spec =
        new EndpointSpec(
            "https://example.com/hook",
            List.of(EventType.REJECTED, EventType.ENROLLED),
            List.of(tournament),
            "shop",
            EventOrder.TOURNAMENT,
            10,
            20,
            30);
    String headers =
        managed.sealed(id, new String(CustomHeaders.encode(Map.of("x-token", "t")), UTF_8));
    String secret = managed.sealedSecret(id, "v1a");
    UUID operation = managed.run(id, new Create(spec, secret, headers));

    assertThat(managed.operation(operation)).isEqualTo("DONE 0");
    try (Connection connection = managed.database.worker().getConnection()) {
      var stored = Objects.requireNonNull(FindEndpoint.share(connection, id));
      assertThat(stored.spec()).isEqualTo(spec);
      assertThat(stored.state()).isEqualTo("ACTIVE");
    }
    assertThat(headers(id)).isEqualTo(Map.of("x-token", "t"));
    assertThat(managed.endpoint(id, "signature_version")).isEqualTo("v1a");
    assertThat(managed.endpoint(id, "public_key")).startsWith("whpk_");
    assertThat(managed.signals).containsExactly("changed");
    assertThat(version()).isEqualTo("1");
  }

  @Test
  void aCommandThatComesTwiceChangesOnce() {
    UUID id = managed.create(EventType.ENROLLED);
    String secret = managed.sealedSecret(id, "v1");
    UUID operation = UUID.randomUUID();
    managed.run(operation, id, new RotateSecret(secret));
    @Nullable String previous = managed.endpoint(id, "sealed_previous_secret");
    managed.run(operation, id, new RotateSecret(secret));

    // A second rotation would have made the new secret the previous one too.
    assertThat(managed.endpoint(id, "sealed_previous_secret"))
        .isEqualTo(previous)
        .isNotEqualTo(managed.endpoint(id, "sealed_secret"));
    assertThat(version()).isEqualTo("2");
  }

  @Test
  void twoWorkersWithTheSameCommandChangeOnce() throws Exception {
    UUID id = managed.create(EventType.ENROLLED);
    UUID operation = UUID.randomUUID();
    WebhookCommand command = new RotateSecret(managed.sealedSecret(id, "v1"));
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> run =
          () -> {
            managed.run(operation, id, command);
            return true;
          };
      for (var done : pool.invokeAll(List.of(run, run, run, run))) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(version()).isEqualTo("2");
  }

  @Test
  void patchesOfTwoPeopleBothCount() throws Exception {
    UUID id = managed.create(EventType.ENROLLED);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<UUID>> patches =
          List.of(
              () -> change(id, "{\"batchSizeMax\":9}"),
              () -> change(id, "{\"concurrencyMax\":8}"),
              () -> change(id, "{\"ratePerSecond\":7}"),
              () -> change(id, "{\"description\":\"six\"}"));
      for (var done : pool.invokeAll(patches)) {
        assertThat(managed.operation(done.get())).isEqualTo("DONE 0");
      }
    }
    assertThat(managed.endpoint(id, "batch_size_max")).isEqualTo("9");
    assertThat(managed.endpoint(id, "concurrency_max")).isEqualTo("8");
    assertThat(managed.endpoint(id, "rate_per_second")).isEqualTo("7");
    assertThat(managed.endpoint(id, "description")).isEqualTo("six");
  }

  @Test
  void headersArePatchedOneByOne() throws Exception {
    UUID id = managed.create(EventType.ENROLLED);
    headers(id, "{\"x-a\":\"1\",\"x-b\":\"2\"}");
    headers(id, "{\"x-a\":null,\"x-c\":\"3\"}");
    assertThat(headers(id)).isEqualTo(Map.of("x-b", "2", "x-c", "3"));
    assertThat(managed.operation(headers(id, "{\"host\":\"elsewhere\"}")))
        .isEqualTo("REJECTED INVALID 0");
    assertThat(headers(id)).isEqualTo(Map.of("x-b", "2", "x-c", "3"));
    managed.run(id, new Change(ManagedEndpoints.patch("{}", true, null)));
    assertThat(managed.endpoint(id, "sealed_headers")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"url\":\"http://example.com/\"} | url must be an https URL",
        "{\"url\":\"https://10.0.0.1/\"} | url address 10.0.0.1 is not allowed",
        "{\"batchSizeMax\":101} | batchSizeMax must be from 1 to 100",
        "{\"tournamentIds\":[]} | tournamentIds must have 1 to 100 items",
      })
  void aPatchWithABadOutcomeChangesNothing(String patch, String detail) {
    UUID id = managed.create(EventType.ENROLLED);
    UUID operation = change(id, patch);
    assertThat(managed.operation(operation)).isEqualTo("REJECTED INVALID 0");
    assertThat(
            managed.database.texts("SELECT detail FROM webhook_operation WHERE id = ?", operation))
        .containsExactly(detail);
    assertThat(version()).isEqualTo("1");
  }

  @Test
  void aPauseAndAnEnablingAreStates() {
    UUID id = managed.create(EventType.ENROLLED);
    change(id, "{\"state\":\"PAUSED\"}");
    assertThat(managed.endpoint(id, "state")).isEqualTo("PAUSED");
    managed.database.update(
        """
        UPDATE webhook_endpoint
        SET state = 'DISABLED', disabled_reason = 'GONE', failing_since = now() WHERE id = ?
        """,
        id);
    UUID held = managed.deliver(id, "HELD", 60);
    change(id, "{\"description\":\"still disabled\"}");
    assertThat(managed.endpoint(id, "disabled_reason")).isEqualTo("GONE");
    change(id, "{\"state\":\"ACTIVE\"}");
    assertThat(managed.endpoint(id, "state")).isEqualTo("ACTIVE");
    assertThat(managed.endpoint(id, "disabled_reason")).isNull();
    assertThat(managed.endpoint(id, "failing_since")).isNull();
    assertThat(held).isNotNull();
    assertThat(managed.deliveries(id)).containsExactly("HELD 4");
  }

  @Test
  void aRotationKeepsTheOldSecretForADay() throws Exception {
    UUID id = managed.create(EventType.ENROLLED);
    String old = managed.endpoint(id, "sealed_secret");
    managed.run(id, new RotateSecret(managed.sealedSecret(id, "v1a")));
    assertThat(managed.endpoint(id, "sealed_previous_secret")).isEqualTo(old);
    assertThat(managed.endpoint(id, "signature_version")).isEqualTo("v1a");
    assertThat(managed.endpoint(id, "public_key")).isNotNull();
    assertThat(
            managed.database.texts(
                """
                SELECT previous_secret_until = updated_at + interval '24 hours'
                FROM webhook_endpoint WHERE id = ?
                """,
                id))
        .containsExactly("t");
  }

  @Test
  void aSecretThatDoesNotOpenIsRefusedAtOnce() {
    UUID id = managed.create(EventType.ENROLLED);
    String old = managed.endpoint(id, "sealed_secret");
    String ofAnother = managed.sealedSecret(UUID.randomUUID(), "v1");
    byte[] otherKey =
        new SealedSecrets("another key than ours").seal(id, "whsec_x".getBytes(UTF_8));
    for (String sealed : List.of(ofAnother, Base64.getEncoder().encodeToString(otherKey))) {
      assertThat(managed.operation(managed.run(id, new RotateSecret(sealed))))
          .isEqualTo("REJECTED SECRET_UNREADABLE 0");
    }
    UUID noSecret = managed.run(id, new RotateSecret(managed.sealed(id, "whsec_c2hvcnQ=")));
    assertThat(managed.operation(noSecret)).isEqualTo("REJECTED INVALID 0");
    assertThat(managed.endpoint(id, "sealed_secret")).isEqualTo(old);
  }

  @Test
  void aDeletedEndpointHasNoSecretsAndNoFuture() {
    UUID id = managed.create(EventType.ENROLLED);
    UUID operation = managed.run(id, new Delete());
    assertThat(managed.endpoint(id, "state")).isEqualTo("DELETED");
    assertThat(managed.endpoint(id, "sealed_secret")).isNull();
    assertThat(managed.operation(operation)).isEqualTo("RUNNING 0");
    managed.finish();
    assertThat(managed.operation(operation)).isEqualTo("DONE 0");
    assertThat(managed.operation(change(id, "{}"))).isEqualTo("REJECTED ENDPOINT_NOT_FOUND 0");
    assertThat(managed.operation(managed.run(id, new Delete())))
        .isEqualTo("REJECTED ENDPOINT_NOT_FOUND 0");
  }

  @Test
  void anIdIsGivenOnce() {
    UUID id = managed.create(EventType.ENROLLED);
    var spec =
        new EndpointSpec(
            "https://elsewhere.example/",
            List.of(EventType.ENROLLED),
            null,
            null,
            EventOrder.NONE,
            1,
            1,
            null);
    UUID operation = managed.run(id, new Create(spec, managed.sealedSecret(id, "v1"), null));
    assertThat(managed.operation(operation)).isEqualTo("REJECTED ENDPOINT_EXISTS 0");
    assertThat(managed.endpoint(id, "url")).isEqualTo("https://example.com/hook");
  }

  @Test
  void aDatabaseThatIsAwayIsNotAnAnswer() {
    UUID id = managed.create(EventType.ENROLLED);
    managed.database.execute("ALTER TABLE webhook_registry RENAME TO webhook_registry_gone");
    UUID operation = UUID.randomUUID();
    assertThatThrownBy(() -> managed.run(operation, id, new Delete()))
        .isInstanceOf(AssertionError.class);
    assertThat(managed.endpoint(id, "state")).isEqualTo("ACTIVE");
    managed.database.execute("ALTER TABLE webhook_registry_gone RENAME TO webhook_registry");
    managed.run(operation, id, new Delete());
    assertThat(managed.endpoint(id, "state")).isEqualTo("DELETED");
  }

  private UUID change(UUID id, String patch) {
    return managed.run(id, new Change(ManagedEndpoints.patch(patch, false, null)));
  }

  private UUID headers(UUID id, String patch) {
    return managed.run(
        id, new Change(ManagedEndpoints.patch("{}", true, managed.sealed(id, patch))));
  }

  private Map<String, String> headers(UUID id) throws Exception {
    try (Connection connection = managed.database.worker().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT sealed_headers FROM webhook_endpoint WHERE id = ?")) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return CustomHeaders.decode(managed.secrets.open(id, row.getBytes(1)));
      }
    }
  }

  private String version() {
    return managed.database.texts("SELECT version FROM webhook_registry").getFirst();
  }
}

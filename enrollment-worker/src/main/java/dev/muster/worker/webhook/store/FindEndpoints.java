package dev.muster.worker.webhook.store;

import dev.muster.schemas.webhook.CustomHeaders;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.worker.store.Rows;
import java.security.GeneralSecurityException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads every endpoint, deleted ones too: their deliveries may still have to be settled.
public final class FindEndpoints {
  private static final Logger log = LoggerFactory.getLogger(FindEndpoints.class);

  private static final String SQL =
      """
      SELECT id, url, state, event_types, tournament_ids, ordering, batch_size_max,
             concurrency_max, rate_per_second, failing_since, created_at, sealed_headers,
             sealed_secret, sealed_previous_secret, previous_secret_until
      FROM webhook_endpoint
      ORDER BY id
      """;

  private FindEndpoints() {}

  /// Reads all of them.
  ///
  /// @param secrets opens what is sealed; what does not open is left out and said in the log
  public static List<Endpoint> execute(Connection connection, SealedSecrets secrets)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet row = statement.executeQuery()) {
      List<Endpoint> endpoints = new ArrayList<>();
      while (row.next()) {
        endpoints.add(read(row, secrets));
      }
      return endpoints;
    }
  }

  private static Endpoint read(ResultSet row, SealedSecrets secrets) throws SQLException {
    UUID id = Rows.uuid(row, "id");
    SigningSecret secret = null;
    SigningSecret previous = null;
    Map<String, String> headers = Map.of();
    try {
      secret = secret(secrets, id, row.getBytes("sealed_secret"));
      previous = secret(secrets, id, row.getBytes("sealed_previous_secret"));
      byte[] sealedHeaders = row.getBytes("sealed_headers");
      if (sealedHeaders != null) {
        headers = CustomHeaders.decode(secrets.open(id, sealedHeaders));
      }
    } catch (GeneralSecurityException | IllegalArgumentException | MalformedJsonException e) {
      // Half a secret is none: it must not be called without the headers it expects.
      secret = null;
      log.error(
          "Webhook endpoint {} cannot be served: its secrets do not open with this worker's"
              + " muster.webhooks.secret-key ({})",
          id,
          e.getClass().getSimpleName());
    }
    return new Endpoint(
        id,
        row.getString("url"),
        Endpoint.State.valueOf(row.getString("state")),
        eventTypes(row.getArray("event_types")),
        tournaments(row.getArray("tournament_ids")),
        row.getString("ordering").equals("TOURNAMENT"),
        row.getInt("batch_size_max"),
        row.getInt("concurrency_max"),
        row.getObject("rate_per_second", Integer.class),
        Rows.optionalTime(row, "failing_since"),
        Rows.time(row, "created_at"),
        headers,
        secret,
        previous,
        Rows.optionalTime(row, "previous_secret_until"));
  }

  private static @Nullable SigningSecret secret(
      SealedSecrets secrets, UUID id, byte @Nullable [] sealed) throws GeneralSecurityException {
    return sealed == null ? null : secrets.openSecret(id, sealed);
  }

  /// Names that this version does not know are events it does not make.
  private static Set<EventType> eventTypes(Array names) throws SQLException {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (String name : (String[]) names.getArray()) {
      EventType type = EventType.named(name);
      if (type != null) {
        types.add(type);
      }
    }
    return types;
  }

  private static @Nullable Set<UUID> tournaments(@Nullable Array ids) throws SQLException {
    return ids == null ? null : new HashSet<>(List.of((UUID[]) ids.getArray()));
  }
}

package dev.muster.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Gives each idempotency key to the first request that is decided under it, for ever. One key can
/// name tournaments of several partitions, so the insert waits for whoever else is claiming it;
/// going through the keys in order keeps two such transactions from waiting for each other.
final class ClaimIdempotencyKeys implements RoundTrip.Part {
  private static final String CLAIM =
      """
      INSERT INTO idempotency_key (key, request_id)
      SELECT claim.key, claim.request_id
      FROM unnest(?::uuid[], ?::uuid[]) AS claim(key, request_id)
      ORDER BY claim.key
      ON CONFLICT (key) DO NOTHING
      """;

  private static final String FIND_OWNERS =
      """
      SELECT k.key, k.request_id
      FROM unnest(?::uuid[]) AS claim(key)
      JOIN idempotency_key k ON k.key = claim.key
      """;

  private final Map<UUID, UUID> claims;
  private int claimed;

  /// @param claims each key with the request that wants it
  ClaimIdempotencyKeys(Map<UUID, UUID> claims) {
    this.claims = claims;
  }

  @Override
  public String sql() {
    return CLAIM;
  }

  @Override
  public int rows() {
    return claims.size();
  }

  @Override
  public RoundTrip.Binding binding() {
    return (statement, bound) ->
        new ArrayParameters<>(statement, claims.entrySet(), bound)
            .uuids(Map.Entry::getKey)
            .uuids(Map.Entry::getValue)
            .bound();
  }

  @Override
  public void answered(PreparedStatement statement) throws SQLException {
    claimed = statement.getUpdateCount();
  }

  /// The owner of each key once it is claimed, which is its claimant unless somebody was first.
  Map<UUID, UUID> owners(Connection connection) throws SQLException {
    if (claimed == claims.size()) {
      return claims;
    }
    Map<UUID, UUID> owners = HashMap.newHashMap(claims.size());
    RoundTrip.execute(
        connection,
        List.of(
            new Read(
                FIND_OWNERS,
                claims.size(),
                (statement, bound) ->
                    new ArrayParameters<>(statement, claims.keySet(), bound)
                        .uuids(key -> key)
                        .bound(),
                row -> owners.put(Rows.uuid(row, "key"), Rows.uuid(row, "request_id")))));
    return owners;
  }
}

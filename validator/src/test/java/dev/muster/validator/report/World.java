package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

/// Databases to report on. Ids in them are md5 of a readable name.
final class World {
  private static final String PLAYERS =
      """
      INSERT INTO player (id, credit_balance, created_at)
      SELECT md5('player ' || n)::uuid, 900, now() FROM generate_series(1, ?) n
      """;

  private static final String TOURNAMENT =
      """
      INSERT INTO tournament (id, name, capacity, fee_credits, status, enrolled_count, created_at, updated_at)
      VALUES (md5('drop')::uuid, ?, ?, 100, 'OPEN', ?, '2026-11-01T12:00:00Z', now())
      """;

  private static final String SEATS =
      """
      INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
      SELECT md5('seat ' || n)::uuid, md5('drop')::uuid, md5('player ' || n)::uuid, 'ACTIVE', 100, md5('request ' || n)::uuid, now()
      FROM generate_series(1, ?) n
      """;

  private static final String LEDGER =
      """
      INSERT INTO credit_transaction (player_id, amount, balance_after, kind, enrollment_id, request_id, created_at)
      SELECT md5('player ' || n)::uuid, -100, 900, 'ENROLLMENT_FEE', md5('seat ' || n)::uuid, md5('request ' || n)::uuid, now()
      FROM generate_series(1, ?) n
      """;

  // The last request comes ten seconds after the first; waits grow from 2 to 400 ms and fall again.
  private static final String DECISIONS =
      """
      INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, reason, enrollment_id, credits_charged, balance_after, submitted_at, decided_at, topic_id, partition, "offset")
      SELECT md5('request ' || n)::uuid, 'ENROLL', md5('drop')::uuid, md5('player ' || n)::uuid,
             CASE WHEN n <= r.seats THEN 'ENROLLED' ELSE 'REJECTED' END,
             CASE WHEN n > r.seats THEN 'TOURNAMENT_FULL' END,
             CASE WHEN n <= r.seats THEN md5('seat ' || n)::uuid END,
             CASE WHEN n <= r.seats THEN 100 END, CASE WHEN n <= r.seats THEN 900 END,
             a.at, a.at + (2 + n % 400) * interval '1 ms', md5('tournaments')::uuid, 3, 2 * n
      FROM (SELECT ?::integer AS requests, ?::integer AS seats) r,
           generate_series(1, r.requests) n,
           LATERAL (SELECT timestamptz '2026-11-02T18:00:00Z' + floor(10000 * sqrt(n::float8 / r.requests)) * interval '1 ms' AS at) a
      """;

  private World() {}

  /// The id that has a name.
  static UUID id(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(name.getBytes(UTF_8));
      String hex = HexFormat.of().formatHex(digest);
      return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The small world that the check is tested on too.
  static TestDatabase small() {
    TestDatabase database = TestDatabase.create();
    try (InputStream in = World.class.getResourceAsStream("/world.sql")) {
      database.execute(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return database;
  }

  /// A sold-out drop: the first requests get the seats of tournament `drop`, the others none.
  static TestDatabase drop(String name, int requests, int seats) {
    TestDatabase database = TestDatabase.create();
    database.update(PLAYERS, requests);
    database.update(TOURNAMENT, name, seats, seats);
    database.update(SEATS, seats);
    database.update(LEDGER, seats);
    database.update(DECISIONS, requests, seats);
    return database;
  }
}

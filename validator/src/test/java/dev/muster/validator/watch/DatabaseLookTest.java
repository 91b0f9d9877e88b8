package dev.muster.validator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muster.schemas.testing.TestDatabase;
import io.micrometer.core.instrument.Meter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseLookTest {
  private static final Offset<Double> A_MINUTE_GONE_BY = within(60.0);

  private static final UUID COUNTED = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final UUID UNCOUNTED = UUID.fromString("00000000-0000-7000-8000-000000000002");

  /// A partition that is published up to its third command of five, and one that is parked.
  private static final String PROGRESS =
      """
      INSERT INTO command_topic (name, topic_id, partition_count) VALUES ('commands', md5('commands')::uuid, 2);
      INSERT INTO partition_progress (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at, parked_reason, parked_at)
      VALUES (md5('commands')::uuid, 0, 7, 15, 12, 'worker', now(), NULL, NULL),
             (md5('commands')::uuid, 1, 3, 4, 4, 'worker', now(), 'gap', now());
      INSERT INTO decision (request_id, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
      SELECT gen_random_uuid(), 'REJECTED', 'MALFORMED_COMMAND', now(), now() - age, md5('commands')::uuid, 0, position
      FROM (VALUES (11, interval '1 day'), (12, interval '1 hour'), (13, interval '1 minute'), (14, interval '0')) d (position, age);
      """;

  private static final String TOURNAMENTS =
      """
      INSERT INTO tournament (id, name, capacity, fee_credits, status, enrolled_count, created_at, updated_at)
      VALUES ('00000000-0000-7000-8000-000000000001', 'Counted', 2, 0, 'OPEN', 1, now(), now()),
             ('00000000-0000-7000-8000-000000000002', 'Uncounted', 2, 0, 'OPEN', 2, now(), now());
      """;

  private static final String SEAT =
      """
      WITH somebody AS (INSERT INTO player (id, created_at) VALUES (gen_random_uuid(), now()) RETURNING id)
      INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
      SELECT gen_random_uuid(), ?, id, 'ACTIVE', 0, gen_random_uuid(), now() FROM somebody
      """;

  private static final String OVERSOLD_BY_COUNTER =
      """
      ALTER TABLE tournament DROP CONSTRAINT chk_enrolled_within_capacity;
      UPDATE tournament SET enrolled_count = 5 WHERE name = 'Uncounted';
      """;

  private static final String ENDPOINTS =
      """
      SELECT webhook_add_days(current_date - 1, current_date);
      INSERT INTO webhook_endpoint (id, url, event_types, ordering, batch_size_max, concurrency_max, state, disabled_reason, state_since, signature_version, sealed_secret, created_at, updated_at)
      SELECT md5(e.name)::uuid, 'https://example.com', '{}', e.ordering, 1, 1, e.state, e.reason, now(), 'v1', '\\x00', now(), now()
      FROM (VALUES ('plain', 'NONE', 'ACTIVE', NULL), ('lines', 'TOURNAMENT', 'ACTIVE', NULL),
                   ('paused', 'NONE', 'PAUSED', NULL), ('gone', 'NONE', 'DISABLED', 'GONE')) e (name, ordering, state, reason);
      """;

  private static final String DELIVERY =
      """
      INSERT INTO webhook_delivery (endpoint_id, occurred_at, event_id, event_type, tournament_id, sequence, state, next_attempt_at, leased_until)
      VALUES (md5(?)::uuid, now(), gen_random_uuid(), 'enrollment.enrolled', md5(?)::uuid, ?, ?, now() + ?::interval, now() + ?::interval)
      """;

  private final Gauges gauges = new Gauges();
  private final TestDatabase database = TestDatabase.create();
  private final AtomicBoolean away = new AtomicBoolean();
  private final Map<String, Double> kept = new HashMap<>();

  @AfterEach
  void drop() {
    database.close();
  }

  private Connection open() throws SQLException {
    if (away.get()) {
      throw new SQLException("away", "08001");
    }
    return database.validator().getConnection();
  }

  private DatabaseLook look(Part... more) {
    var parts = new ArrayList<Part>(List.of(more));
    parts.add(new ProgressPart(gauges.registry));
    parts.add(new SeatsPart(Set.of(COUNTED), gauges.registry));
    parts.add(new WebhookPart(gauges.registry));
    return new DatabaseLook(this::open, parts);
  }

  private void see() throws SQLException {
    try (DatabaseLook look = look()) {
      look.look();
      // What is shown vanishes with the look, so it is kept for the assertions.
      kept.clear();
      gauges.registry.forEachMeter(
          meter -> meter.measure().forEach(m -> kept.put(key(meter.getId()), m.getValue())));
    }
  }

  private static String key(Meter.Id id) {
    var key = new StringBuilder(id.getName());
    id.getTags().forEach(tag -> key.append(' ').append(tag.getValue()));
    return key.toString();
  }

  private double seen(String key) {
    Double value = kept.get(key);
    if (value == null) {
      throw new AssertionError(key + " is not shown; these are: " + kept);
    }
    return value;
  }

  @Test
  void anEmptySystemIsAllZero() throws SQLException {
    see();
    assertThat(seen("muster.outbox.pending.records")).isZero();
    assertThat(seen("muster.outbox.oldest.seconds")).isZero();
    assertThat(seen("muster.oversold.seats")).isZero();
    assertThat(seen("muster.webhook.deliveries.pending")).isZero();
    assertThat(seen("muster.webhook.deliveries.past.due")).isZero();
    assertThat(seen("muster.webhook.oldest.due.seconds")).isZero();
    assertThat(seen("muster.webhook.endpoints ACTIVE")).isZero();
  }

  @Test
  void progressAndOutbox() throws SQLException {
    database.execute(PROGRESS);
    see();
    assertThat(seen("muster.progress.next.offset 0 commands")).isEqualTo(15);
    assertThat(seen("muster.progress.published.offset 0 commands")).isEqualTo(12);
    assertThat(seen("muster.progress.epoch 0 commands")).isEqualTo(7);
    assertThat(seen("muster.partition.parked 0 commands")).isZero();
    assertThat(seen("muster.partition.parked 1 commands")).isEqualTo(1);
    assertThat(seen("muster.outbox.pending.records")).isEqualTo(3);
    assertThat(seen("muster.outbox.oldest.seconds")).isCloseTo(3600, A_MINUTE_GONE_BY);
  }

  @Test
  void seatsAreCounted() throws SQLException {
    database.execute(TOURNAMENTS);
    database.update(SEAT, COUNTED);
    see();
    assertThat(seen("muster.tournament.capacity.seats " + COUNTED)).isEqualTo(2);
    assertThat(seen("muster.tournament.taken.seats " + COUNTED)).isEqualTo(1);
    assertThat(seen("muster.tournament.left.seats " + COUNTED)).isEqualTo(1);
    assertThat(seen("muster.oversold.seats")).isZero();
    assertThat(kept.keySet()).noneMatch(key -> key.contains(UNCOUNTED.toString()));
  }

  @Test
  void oversoldBehindTheCountersBack() throws SQLException {
    database.execute(TOURNAMENTS);
    for (int seat = 0; seat < 4; seat++) {
      database.update(SEAT, COUNTED);
      database.update(SEAT, UNCOUNTED);
    }
    see();
    assertThat(seen("muster.oversold.seats")).isEqualTo(2);
    assertThat(seen("muster.tournament.left.seats " + COUNTED)).isEqualTo(-2);
  }

  @Test
  void oversoldByTheCounterOfAnyTournament() throws SQLException {
    database.execute(TOURNAMENTS);
    database.execute(OVERSOLD_BY_COUNTER);
    for (int seat = 0; seat < 3; seat++) {
      database.update(SEAT, COUNTED);
    }
    see();
    assertThat(seen("muster.oversold.seats")).isEqualTo(1 + 3);
  }

  private void deliver(String endpoint, String line, int sequence, String due, String lease) {
    database.update(DELIVERY, endpoint, line, sequence, "PENDING", due, lease);
  }

  @Test
  void deliveriesThatSomebodyShouldBeSending() throws SQLException {
    database.execute(ENDPOINTS);
    deliver("plain", "a", 1, "-10 minutes", "-9 minutes");
    deliver("plain", "a", 2, "-5 minutes", "-4 minutes");
    deliver("plain", "a", 3, "-50 minutes", "1 minute"); // in hand
    deliver("plain", "a", 4, "1 hour", "-1 hour"); // later
    deliver("paused", "a", 5, "-60 minutes", "-60 minutes"); // its owner's wish
    deliver("lines", "waits", 6, "1 hour", "-1 hour"); // waits for its retry
    deliver("lines", "waits", 7, "-70 minutes", "-70 minutes"); // behind it
    deliver("lines", "goes", 8, "-20 minutes", "-20 minutes");
    deliver("lines", "goes", 9, "-19 minutes", "-19 minutes");
    database.update(DELIVERY, "gone", "a", 10, "HELD", null, null);
    see();
    assertThat(seen("muster.webhook.deliveries.pending")).isEqualTo(9);
    assertThat(seen("muster.webhook.deliveries.past.due")).isEqualTo(4);
    assertThat(seen("muster.webhook.oldest.due.seconds")).isCloseTo(1200, A_MINUTE_GONE_BY);
    assertThat(seen("muster.webhook.endpoints ACTIVE")).isEqualTo(2);
    assertThat(seen("muster.webhook.endpoints PAUSED")).isEqualTo(1);
    assertThat(seen("muster.webhook.endpoints DISABLED")).isEqualTo(1);
    assertThat(seen("muster.webhook.endpoints DELETED")).isZero();
  }

  @Test
  void nothingIsShownOfADatabaseThatIsAwayUntilItIsBack() throws SQLException {
    database.execute(PROGRESS);
    try (DatabaseLook look = look()) {
      look.look();
      assertThat(gauges.shown("muster.progress.next.offset")).isTrue();

      away.set(true);
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'muster_validator' AND datname = current_database()");
      assertThatThrownBy(look::look).isInstanceOf(SQLException.class);
      assertThat(gauges.shown("muster.progress.next.offset")).isFalse();
      assertThat(gauges.shown("muster.oversold.seats")).isFalse();
      assertThat(gauges.shown("muster.webhook.endpoints")).isFalse();

      away.set(false);
      look.look();
      assertThat(gauges.value("muster.progress.next.offset", "partition", "0")).isEqualTo(15);
      assertThat(gauges.shown("muster.oversold.seats")).isTrue();
    }
  }

  @Test
  void aPartThatTakesTooLongHidesNoOther() throws SQLException {
    var slow = new SlowPart();
    try (DatabaseLook look = look(slow)) {
      assertThatThrownBy(look::look)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(slow.vanished).isTrue();
      assertThat(gauges.shown("muster.oversold.seats")).isTrue();
      assertThat(gauges.shown("muster.webhook.deliveries.pending")).isTrue();
    }
  }

  private static final class SlowPart implements Part {
    private boolean vanished;

    @Override
    public void read(Connection connection) throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.execute("SET statement_timeout = '50ms'");
        try {
          statement.execute("SELECT pg_sleep(30)");
        } finally {
          statement.execute("SET statement_timeout = 0");
        }
      }
    }

    @Override
    public void vanish() {
      vanished = true;
    }
  }
}

package dev.muster.validator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.Topics;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.validator.watch.Log.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogLookTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  private static final UUID COMMANDS = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID RESULTS = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final String LAG = "muster.log.lag.records";
  private static final String AGE = "muster.log.oldest.undecided.seconds";
  private static final String FANOUT = "muster.webhook.fanout.lag.records";

  private static final String PROGRESS =
      """
      INSERT INTO command_topic (name, topic_id, partition_count) VALUES ('muster.tournament.commands', '00000000-0000-4000-8000-000000000001', 2);
      INSERT INTO partition_progress (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
      VALUES ('00000000-0000-4000-8000-000000000001', 0, 1, 10, 10, 'worker', now());
      """;

  private static final String FANNED_OUT =
      """
      INSERT INTO webhook_progress (topic_id, partition, next_offset) VALUES ('00000000-0000-4000-8000-000000000002', 0, 30);
      """;

  private final Gauges gauges = new Gauges();
  private final TestDatabase database = TestDatabase.create();
  private final FakeLog log = new FakeLog();
  private final Place first = new Place(Topics.TOURNAMENT_COMMANDS, COMMANDS, 0);
  private final Place second = new Place(Topics.TOURNAMENT_COMMANDS, COMMANDS, 1);
  private boolean databaseAway;

  private final LogLook look =
      new LogLook(log, this::open, Clock.fixed(NOW, ZoneOffset.UTC), gauges.registry);

  private Connection open() throws SQLException {
    if (databaseAway) {
      throw new SQLException("away", "08001");
    }
    return database.validator().getConnection();
  }

  @BeforeEach
  void plant() {
    database.execute(PROGRESS);
    log.ends.put(first, 10L);
  }

  @AfterEach
  void drop() {
    look.close();
    database.close();
  }

  private double of(String gauge, Place place) {
    return gauges.value(
        gauge, "topic", place.topic(), "partition", Integer.toString(place.partition()));
  }

  @Test
  void whatIsDecidedIsNoLag() throws Exception {
    look.look();
    assertThat(of("muster.log.end.offset", first)).isEqualTo(10);
    assertThat(of(LAG, first)).isZero();
    assertThat(of(AGE, first)).isZero();
    assertThat(log.recordsAskedFor).isZero();
  }

  @Test
  void undecidedCommandsAreLagAndAge() throws Exception {
    log.ends.put(first, 14L);
    log.appendedAt.put(first, NOW.minusSeconds(90).toEpochMilli());
    look.look();
    assertThat(of(LAG, first)).isEqualTo(4);
    assertThat(of(AGE, first)).isEqualTo(90);

    log.ends.put(first, 15L);
    look.look();
    assertThat(of(LAG, first)).isEqualTo(5);
    assertThat(log.recordsAskedFor).as("the same first record is read once").isEqualTo(1);

    database.execute("UPDATE partition_progress SET next_offset = 12");
    log.appendedAt.put(first, NOW.minusSeconds(7).toEpochMilli());
    look.look();
    assertThat(of(LAG, first)).isEqualTo(3);
    assertThat(of(AGE, first)).isEqualTo(7);
  }

  @Test
  void ofAPartitionThatNobodyEverClaimedNothingIsDecided() throws Exception {
    log.ends.put(second, 3L);
    log.appendedAt.put(second, NOW.minusSeconds(5).toEpochMilli());
    look.look();
    assertThat(of(LAG, second)).isEqualTo(3);
    assertThat(of(AGE, second)).isEqualTo(5);
  }

  @Test
  void anAgeThatIsNotToldIsNotShown() throws Exception {
    log.ends.put(first, 14L);
    look.look();
    assertThat(of(LAG, first)).isEqualTo(4);
    assertThat(gauges.shown(AGE)).isFalse();
  }

  @Test
  void resultsAreTheFanoutsLagOnceThereIsAFanout() throws Exception {
    log.ends.put(new Place(Topics.RESULTS, RESULTS, 0), 42L);
    look.look();
    assertThat(gauges.shown(FANOUT)).isFalse();
    assertThat(gauges.registry.find(LAG).tag("topic", Topics.RESULTS).gauges()).isEmpty();

    database.execute(FANNED_OUT);
    look.look();
    assertThat(gauges.value(FANOUT)).isEqualTo(12);
  }

  @Test
  void theLogIsSeenWhileTheDatabaseIsAway() throws Exception {
    databaseAway = true;
    look.look();
    assertThat(of("muster.log.end.offset", first)).isEqualTo(10);
    assertThat(gauges.shown(LAG)).isFalse();
    assertThat(gauges.shown(AGE)).isFalse();

    databaseAway = false;
    log.ends.put(first, 11L);
    look.look();
    assertThat(of("muster.log.end.offset", first)).isEqualTo(11);
    assertThat(of(LAG, first)).isEqualTo(1);
  }

  @Test
  void nothingIsShownOfALogThatIsAway() throws Exception {
    look.look();
    log.away = true;
    assertThatThrownBy(look::look).isInstanceOf(TimeoutException.class);
    assertThat(gauges.registry.getMeters()).isEmpty();
  }
}

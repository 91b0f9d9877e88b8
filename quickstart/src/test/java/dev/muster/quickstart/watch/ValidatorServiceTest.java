package dev.muster.quickstart.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.schemas.command.RegisterPlayer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of a system from outside while its workers are dead, while its database is away,
/// and after both.
class ValidatorServiceTest {
  private static final int COMMANDS = 5;
  private static final String SEEN = "muster_watch_last_success_timestamp_seconds";
  private static final String PARK =
      """
      UPDATE partition_progress SET parked_reason = 'planted', parked_at = now()
      WHERE partition = 3 AND topic_id = (SELECT topic_id FROM command_topic WHERE name = 'muster.tournament.commands')
      """;

  @TempDir private Path directory;

  @Test
  void tellsOfASystemFromOutside() throws Exception {
    SystemSettings settings =
        SystemSettings.onFreePorts(directory)
            .withValidatorEnvironment(Map.of("MUSTER_WATCH_INTERVAL", "1s"));
    try (LocalSystem system = LocalSystem.in(settings).start(_ -> {});
        var scrape = new Scrape(system.validatorMetricsUri());
        var client = new MusterClient(system.httpUri())) {
      assertThat(system.scrapeUris()).containsEntry("validator", system.validatorMetricsUri());
      sees(scrape);
      workersDie(system, client, scrape);
      databaseGoesAway(system, scrape);
      workerComesBack(system, scrape);
      assertThat(scrape.status("/livez")).isEqualTo(200);
      assertThat(system.validator().isAlive()).isTrue();
    }
  }

  private static void sees(Scrape scrape) throws Exception {
    assertThat(scrape.status("/livez")).isEqualTo(200);
    assertThat(scrape.status("/readyz")).isEqualTo(200);
    scrape.await(SEEN, ValidatorServiceTest::positive, "target=\"log\"");
    scrape.await(SEEN, ValidatorServiceTest::positive, "target=\"database\"");
    scrape.await("muster_check_last_success_timestamp_seconds", ValidatorServiceTest::positive);
    assertThat(scrape.sum("muster_invariant_findings", "severity=\"ERROR\"")).hasValue(0);
    assertThat(scrape.sum("muster_oversold_seats", "application=\"validator\"")).hasValue(0);
    assertThat(scrape.sum("muster_log_lag_records")).hasValue(0);
    assertThat(scrape.sum("muster_log_oldest_undecided_seconds")).hasValue(0);
    assertThat(scrape.sum("muster_partition_parked")).hasValue(0);
    assertThat(scrape.samples("muster_log_lag_records")).hasSize(24);
    assertThat(scrape.samples("muster_log_end_offset")).hasSize(36);
    assertThat(scrape.samples("muster_progress_epoch")).hasSize(24);
  }

  private static void workersDie(LocalSystem system, MusterClient client, Scrape scrape)
      throws SQLException {
    for (ChildJvm worker : system.workers()) {
      system.forget(worker);
      worker.kill();
    }
    for (int i = 0; i < COMMANDS; i++) {
      var _ = client.submit(new RegisterPlayer(UUID.randomUUID(), null));
    }
    execute(system, PARK);
    scrape.await("muster_log_lag_records", ValidatorServiceTest::allCommands);
    scrape.await("muster_log_oldest_undecided_seconds", ValidatorServiceTest::positive);
    scrape.await(
        "muster_partition_parked",
        ValidatorServiceTest::positive,
        "partition=\"3\"",
        "topic=\"muster.tournament.commands\"");
  }

  private static void databaseGoesAway(LocalSystem system, Scrape scrape) throws Exception {
    system.postgres().stop();
    scrape.await("muster_progress_next_offset", OptionalDouble::isEmpty);
    scrape.await("muster_log_lag_records", OptionalDouble::isEmpty);
    assertThat(scrape.sum("muster_oversold_seats")).isEmpty();
    Instant gone = Instant.now();
    scrape.await(
        SEEN,
        seen -> seen.isPresent() && seen.getAsDouble() > gone.getEpochSecond() + 1,
        "target=\"log\"");
    assertThat(scrape.sum("muster_log_end_offset").orElse(0)).isGreaterThanOrEqualTo(COMMANDS);
    assertThat(scrape.sum(SEEN, "target=\"database\"").orElse(0))
        .isLessThan(gone.getEpochSecond() + 1.0);
    assertThat(scrape.status("/livez")).isEqualTo(200);
    system.postgres().start();
    scrape.await("muster_log_lag_records", ValidatorServiceTest::allCommands);
    scrape.await("muster_progress_next_offset", OptionalDouble::isPresent);
  }

  private static void workerComesBack(LocalSystem system, Scrape scrape) {
    Instant before = Instant.now();
    system.startWorker();
    system.awaitClaimedSince(before);
    scrape.await("muster_log_lag_records", lag -> lag.isPresent() && lag.getAsDouble() == 0);
    scrape.await(
        "muster_outbox_pending_records", left -> left.isPresent() && left.getAsDouble() == 0);
  }

  private static boolean allCommands(OptionalDouble lag) {
    return lag.isPresent() && lag.getAsDouble() == COMMANDS;
  }

  private static boolean positive(OptionalDouble value) {
    return value.isPresent() && value.getAsDouble() > 0;
  }

  private static void execute(LocalSystem system, String sql) throws SQLException {
    try (Connection connection =
            system.postgres().dataSource(LocalPostgres.SUPERUSER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

package dev.muster.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A copy is compared with what the database says now.
class ComparisonTest {
  private static final int REQUESTS = 40;
  private static final int SEATS = 10;

  @TempDir Path directory;

  @Test
  void theDatabaseIsAskedToo() {
    try (TestDatabase other = World.drop("Autumn Cup <3", REQUESTS, SEATS)) {
      Path page = directory.resolve("r.html");
      Run.on(other, World.id("drop").toString(), "--html", page.toString());
      Run same = Run.on(other, "--verify", page.toString());
      assertThat(same.exitCode()).as(same.out() + same.err()).isZero();
      assertThat(same.out()).contains("database   has the same\n");

      other.execute(
          """
          INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
          VALUES (md5('late')::uuid, 'ENROLL', md5('drop')::uuid, md5('player 1')::uuid, 'REJECTED', 'TOURNAMENT_FULL', now(), now(), md5('tournaments')::uuid, 3, 5000)
          """);
      Run later = Run.on(other, World.id("drop").toString(), "--verify", page.toString());
      assertThat(later.exitCode()).as(later.out()).isZero();
      assertThat(later.out()).contains("has the same, and 1 request decided since");

      other.execute(
          """
          UPDATE decision SET reason = 'ALREADY_ENROLLED' WHERE request_id = md5('request 30')::uuid
          """);
      Run changed = Run.on(other, "--verify", page.toString());
      assertThat(changed.exitCode()).isOne();
      assertThat(changed.out()).contains("place 30: the database has", "ALREADY_ENROLLED");
      other.execute(
          """
          UPDATE decision SET reason = 'TOURNAMENT_FULL' WHERE request_id = md5('request 30')::uuid;
          DELETE FROM decision WHERE "offset" > 70;
          """);
      Run fewer = Run.on(other, "--verify", page.toString());
      assertThat(fewer.exitCode()).isOne();
      assertThat(fewer.out()).contains("the database has only the first 35 of the copy's entries");
      Run another = Run.on(other, World.id("other").toString(), "--verify", page.toString());
      assertThat(another.exitCode()).isOne();
      assertThat(another.out()).contains("it is about tournament " + World.id("drop"));
    }
  }

  @Test
  void aLedgerThatWasChangedSinceIsFound() {
    try (TestDatabase other = World.drop("Autumn Cup", REQUESTS, SEATS)) {
      Path file = directory.resolve("r.json");
      Run.on(other, World.id("drop").toString(), "--json", file.toString());
      other.execute(
          "UPDATE credit_transaction SET amount = -90 WHERE request_id = md5('request 3')::uuid");
      Run run = Run.on(other, "--verify", file.toString());
      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("ledgerCharged: the database has 990, the copy has 1000");
    }
  }
}

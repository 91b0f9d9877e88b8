package dev.muster.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must not happen is counted in the rows: planted there, it shows, and only it.
class ViolationTest {
  static Stream<Arguments> plants() {
    String tooMany =
        """
        ALTER TABLE tournament DROP CONSTRAINT chk_enrolled_within_capacity;
        UPDATE tournament SET capacity = 1 WHERE id = md5('paid')::uuid;
        """;
    String twice =
        """
        DROP INDEX uq_active_enrollment;
        INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
        VALUES (gen_random_uuid(), md5('paid')::uuid, md5('ann')::uuid, 'ACTIVE', 0, gen_random_uuid(), now());
        """;
    String again =
        """
        ALTER TABLE decision DROP CONSTRAINT pk_decision;
        INSERT INTO decision (request_id, type, tournament_id, player_id, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (md5('enroll ann')::uuid, 'ENROLL', md5('paid')::uuid, md5('ann')::uuid, 'REJECTED', 'TOURNAMENT_FULL', now(), now(), md5('tournaments')::uuid, 0, 12);
        """;
    String lost = "DELETE FROM credit_transaction WHERE request_id = md5('unenroll cas')::uuid";
    String otherFee =
        "UPDATE credit_transaction SET amount = -99 WHERE request_id = md5('enroll ann')::uuid";
    String others =
        "UPDATE credit_transaction SET player_id = md5('bob')::uuid WHERE request_id = md5('enroll ann')::uuid";
    String given =
        """
        INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id, enrolled_at)
        VALUES (gen_random_uuid(), md5('paid')::uuid, md5('bob')::uuid, 'ACTIVE', 0, gen_random_uuid(), now());
        """;
    String outcome =
        """
        UPDATE decision SET outcome = 'REJECTED', reason = 'TOURNAMENT_FULL', enrollment_id = NULL, credits_charged = NULL
        WHERE request_id = md5('enroll ann')::uuid
        """;
    String status =
        "UPDATE enrollment SET status = 'CANCELLED', refund = 0, cancelled_at = now() WHERE id = md5('ann in paid')::uuid";
    String counter = "UPDATE tournament SET enrolled_count = 1 WHERE id = md5('paid')::uuid";
    String place =
        """
        ALTER TABLE decision DROP CONSTRAINT uq_decision_log_position;
        UPDATE decision SET "offset" = 3 WHERE request_id = md5('enroll cas')::uuid;
        """;
    String partition =
        "UPDATE decision SET partition = 1 WHERE request_id = md5('enroll cas again')::uuid";
    return Stream.of(
        Arguments.of(tooMany, Set.of("oversold")),
        Arguments.of(twice, Set.of("oversold", "duplicateSeats", "seatsUnexplained", "counterOff")),
        Arguments.of(again, Set.of("duplicateRequests")),
        Arguments.of(lost, Set.of("creditsUnaccounted", "seatsMischarged")),
        Arguments.of(otherFee, Set.of("creditsUnaccounted", "seatsMischarged")),
        Arguments.of(others, Set.of("seatsMischarged")),
        Arguments.of(given, Set.of("oversold", "seatsUnexplained", "counterOff")),
        Arguments.of(outcome, Set.of("creditsUnaccounted", "seatsUnexplained")),
        Arguments.of(status, Set.of("seatsUnexplained", "counterOff")),
        Arguments.of(counter, Set.of("counterOff")),
        Arguments.of(place, Set.of("orderBreaks")),
        Arguments.of(partition, Set.of("orderBreaks")));
  }

  @ParameterizedTest
  @MethodSource("plants")
  void isCountedAndShown(String plant, Set<String> found, @TempDir Path directory)
      throws IOException {
    Path json = directory.resolve("r.json");
    Path page = directory.resolve("r.html");
    try (TestDatabase database = World.small()) {
      database.execute(plant);
      Run run =
          Run.on(
              database,
              World.id("paid").toString(),
              "--json",
              json.toString(),
              "--html",
              page.toString());
      assertThat(run.exitCode()).as(run.out() + run.err()).isOne();
      assertThat(run.out()).contains("FAIL: ").contains(found);
    }
    JsonNode summary = JsonMapper.shared().readTree(Files.readString(json)).required("summary");
    assertThat(summary.required("verdict").asString()).isEqualTo("VIOLATED");
    var counted = new TreeSet<String>();
    summary
        .required("claims")
        .properties()
        .forEach(
            claim -> {
              if (claim.getValue().asLong() != 0) {
                counted.add(claim.getKey());
              }
            });
    assertThat(counted).isEqualTo(new TreeSet<>(found));
    assertThat(Files.readString(page))
        .contains("Something does not add up")
        .contains("<td class=\"n broken\">");
    for (Path copy : List.of(json, page)) {
      Run verified = Run.of("--verify", copy.toString());
      assertThat(verified.exitCode()).isOne();
      assertThat(verified.out()).contains("it reports a violation itself").contains(found);
    }
  }
}

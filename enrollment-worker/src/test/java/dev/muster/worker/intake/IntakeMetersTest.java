package dev.muster.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.worker.decision.Decider;
import dev.muster.worker.store.PartitionProgress;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The worker's meters tell what it really did.
class IntakeMetersTest {
  private final WorkerOnFakeLog worker = new WorkerOnFakeLog();
  private final MeterRegistry registry = worker.registry();

  @AfterEach
  void stop() throws InterruptedException {
    worker.close();
  }

  @Test
  void whatIsDecidedIsCountedSizedAndTimed() throws Exception {
    worker.appendRefusedEnrolls(10);
    worker.start(new Decider());
    worker.awaitPublished(10);

    assertThat(
            registry
                .get("muster.decisions")
                .tags("type", "ENROLL", "status", "REJECTED", "reason", "TOURNAMENT_NOT_FOUND")
                .counter()
                .count())
        .isEqualTo(10);
    assertThat(
            registry
                .get("muster.decision.latency")
                .tags("type", "ENROLL", "status", "REJECTED")
                .timer()
                .count())
        .isEqualTo(10);
    assertThat(registry.get("muster.decisions").tag("status", "ENROLLED").counter().count())
        .as("there before the first one")
        .isZero();
    assertThat(registry.get("muster.batch.size").summary().totalAmount()).isEqualTo(10);
    assertThat(registry.get("muster.batch.size").summary().max()).isEqualTo(4);
    // Batches of four at most.
    for (String stage : new String[] {"load", "decide", "apply", "publish"}) {
      assertThat(registry.get("muster.batch.stage").tag("stage", stage).timer().count())
          .as(stage)
          .isGreaterThanOrEqualTo(3);
    }
    assertThat(gauge("muster.partitions.held")).isOne();
    assertThat(gauge("muster.partition.next.offset")).isEqualTo(10);
    assertThat(gauge("muster.partition.epoch")).isOne();
    assertThat(gauge("muster.oldest.undecided.seconds")).isZero();
    assertThat(counter("muster.partition.claims")).isOne();
    assertThat(counter("muster.fence.misses")).isZero();
  }

  @Test
  void aPartitionThatIsTakenAwayIsMissedOnceAndClaimedAgain() throws Exception {
    worker.appendRefusedEnrolls(4);
    worker.start(new Decider());
    worker.awaitPublished(4);
    try (Connection connection = worker.database().worker().getConnection()) {
      PartitionProgress.claim(connection, worker.topicId(), 0, "a rival");
    }
    worker.appendRefusedEnrolls(4);
    worker.awaitPublished(8);

    assertThat(counter("muster.fence.misses")).isOne();
    assertThat(counter("muster.partition.claims")).isEqualTo(2);
    assertThat(gauge("muster.partition.epoch")).isEqualTo(3);
  }

  @Test
  void aParkedPartitionIsCounted() throws Exception {
    worker.appendRefusedEnrolls(5);
    worker.log().lose(3);
    worker.start(new Decider());
    worker.awaitParked();

    assertThat(counter("muster.partitions.parked")).isOne();
  }

  @Test
  void whoWaitsForADatabaseGrowsOlder() throws Exception {
    worker.start(new Decider());
    worker.awaitPublished(0);
    try (Connection holder = worker.database().worker().getConnection();
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("SELECT 1 FROM partition_progress FOR UPDATE");
      worker.appendRefusedEnrolls(1);
      while (gauge("muster.oldest.undecided.seconds") == 0) {
        Thread.onSpinWait();
      }
      holder.rollback();
    }
    worker.awaitPublished(1);
    assertThat(gauge("muster.oldest.undecided.seconds")).isZero();
  }

  @Test
  void whatIsNoLongerHeldIsNoLongerShown() throws Exception {
    worker.start(new Decider());
    worker.awaitPublished(0);
    worker.stop();

    assertThat(gauge("muster.partitions.held")).isZero();
    assertThat(registry.find("muster.partition.epoch").meters()).extracting(Meter::getId).isEmpty();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double counter(String name) {
    return registry.get(name).counter().count();
  }
}

package dev.muster.ingest.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.read.ListProgress.Progress;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.ResultHeader;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class QueuePositionsTest {
  private final QueuePositions queue = new QueuePositions();
  private final Pending tenth = Samples.pending(UUID.randomUUID(), 10);

  private void tell(@Nullable CommandType type, int partition, long offset) {
    queue.decided(
        new Rejected(
            new ResultHeader(
                UUID.randomUUID(),
                type,
                null,
                null,
                Samples.TIME,
                Samples.TIME,
                new LogPosition(partition, offset)),
            RejectionReason.FAILED,
            null));
  }

  private void read(int partition, long next, long published) {
    queue.read(List.of(new Progress(Topics.TOURNAMENT_COMMANDS, partition, next, published)));
  }

  @Test
  void whoIsAheadIsReckonedFromTheFarthestResultOfThePartition() {
    assertThat(queue.aheadAtMost(tenth)).isEmpty();
    tell(CommandType.ENROLL, 3, 4);
    assertThat(queue.aheadAtMost(tenth)).hasValue(5);
    tell(CommandType.ENROLL, 3, 2);
    assertThat(queue.aheadAtMost(tenth)).hasValue(5);
    tell(CommandType.DEFINE_TOURNAMENT, 3, 9);
    assertThat(queue.aheadAtMost(tenth)).hasValue(0);
    tell(CommandType.ENROLL, 3, 20);
    assertThat(queue.aheadAtMost(tenth)).hasValue(0);
  }

  @Test
  void otherPartitionsTopicsAndGarbageDoNotCount() {
    tell(CommandType.ENROLL, 4, 9);
    tell(CommandType.GRANT_CREDITS, 3, 9);
    tell(null, 3, 9);
    assertThat(queue.aheadAtMost(tenth)).isEmpty();
    assertThat(queue.overdue(tenth)).isFalse();
  }

  @Test
  void theDatabaseTellsAsWellAndNeverPushesBack() {
    read(3, 8, 8);
    assertThat(queue.aheadAtMost(tenth)).hasValue(2);
    tell(CommandType.ENROLL, 3, 8);
    read(3, 8, 8);
    assertThat(queue.aheadAtMost(tenth)).hasValue(1);
    assertThat(queue.aheadAtMost(Pending.known(UUID.randomUUID()))).isEqualTo(OptionalLong.empty());
  }

  @Test
  void anOutcomeIsOverdueWhenItWasDecidedAReadingAgo() {
    read(3, 10, 10);
    read(3, 11, 10);
    assertThat(queue.overdue(tenth)).isFalse();
    read(3, 11, 10);
    assertThat(queue.overdue(tenth)).isTrue();
    assertThat(queue.overdue(Samples.pending(UUID.randomUUID(), 11))).isFalse();
  }

  @Test
  void anOutcomeIsOverdueWhenALaterOneIsHeardOf() {
    tell(CommandType.ENROLL, 3, 10);
    assertThat(queue.overdue(tenth)).isTrue();
    assertThat(queue.overdue(Samples.pending(UUID.randomUUID(), 11))).isFalse();
  }

  @Test
  void whereThePlaceIsNotKnownAnyResultThatIsHeldUpCounts() {
    Pending somewhere = Pending.known(UUID.randomUUID());
    read(4, 10, 8);
    assertThat(queue.overdue(somewhere)).isFalse();
    read(4, 20, 10);
    assertThat(queue.overdue(somewhere)).isFalse();
    read(4, 20, 19);
    assertThat(queue.overdue(somewhere)).isTrue();
  }
}

package dev.muster.quickstart.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.Topics;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.StatusCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The judge judged: without a broker or a database, one part at a time.
class LogOracleTest {
  private static final UUID CUP = new UUID(0, 1);
  private static final UUID OTHER_CUP = new UUID(0, 2);
  private static final UUID PLAYER = new UUID(0, 3);
  private static final UUID TWICE = new UUID(7, 7);

  @Test
  void aRepeatOnTheLogIsDecidedOnce() {
    Rows once = LogFold.of(List.of(cup(CUP, 0), enroll(CUP, 0, 1, 20)), funded(10));
    Rows twice =
        LogFold.of(List.of(cup(CUP, 0), enroll(CUP, 0, 1, 20), enroll(CUP, 0, 2, 30)), funded(10));

    assertThat(twice.firstDifference(once)).isNull();
    // Four decisions, a tournament, a player, an enrollment, a grant and a fee.
    assertThat(once.size()).isEqualTo(9);
  }

  @Test
  void theFirstDifferenceIsTheDecisionThatExplainsTheOthers() {
    Rows rich = LogFold.of(List.of(cup(CUP, 0), enroll(CUP, 0, 1, 20)), funded(10));
    Rows poor = LogFold.of(List.of(cup(CUP, 0), enroll(CUP, 0, 1, 20)), funded(3));

    assertThat(rich.firstDifference(poor)).startsWith("decision ").contains("balanceAfter=3");
    assertThat(poor.firstDifference(rich)).startsWith("decision ").contains("balanceAfter=3");
  }

  @Test
  void aRowThatTheLogDoesNotKnowIsADifference() {
    Rows empty = LogFold.of(List.of(), List.of());
    Rows some = LogFold.of(List.of(cup(CUP, 0)), List.of());

    assertThat(empty.firstDifference(some)).contains("by the log:      nothing");
    assertThat(some.firstDifference(empty)).contains("in the database: nothing");
  }

  @Test
  void aPlayerBetweenTwoPartitionsIsRefused() {
    var log =
        List.of(cup(CUP, 0), enroll(CUP, 0, 1, 20), cup(OTHER_CUP, 1), enroll(OTHER_CUP, 1, 1, 21));

    assertThatThrownBy(() -> LogFold.of(log, funded(10))).hasMessageContaining("partitions 0, 1");
  }

  @Test
  void aPlayerFundedInMidDropIsRefused() {
    var log = List.of(cup(CUP, 0), enroll(CUP, 0, 1, 1));

    assertThatThrownBy(() -> LogFold.of(log, funded(10))).hasMessageContaining("was funded after");
  }

  @Test
  void resultsInOrderWithRepeatsBehindAreAllThere() {
    assertThat(publishedDifference(3, 0, 1, 2)).isEmpty();
    assertThat(publishedDifference(3, 0, 0, 1, 2)).isEmpty();
    assertThat(publishedDifference(3, 0, 1, 0, 1, 2, 1)).isEmpty();
  }

  @Test
  void aResultThatIsLostOrOvertakenIsNamed() {
    assertThat(publishedDifference(3, 0, 2)).get().asString().contains("offset=1", "never");
    assertThat(publishedDifference(3, 0, 2, 1)).get().asString().contains("offset=1", "behind");
    assertThat(publishedDifference(3)).get().asString().contains("offset=0");
  }

  @Test
  void aResultThatWasNeverDecidedIsNamed() {
    assertThat(publishedDifference(3, 0, 1, 2, 3)).get().asString().contains("offset=3");
  }

  @Test
  void aResultThatIsNotTheDecisionIsNamed() {
    List<ConsumerRecord<byte[], byte[]>> records = List.of(published(accepted(0, 99L)));

    assertThat(PublishedResults.firstDifference(List.of(decided(0)), records))
        .contains("balanceAfter=99");
  }

  /// Of decisions at the offsets up to a count, published at these offsets in this order.
  private static Optional<String> publishedDifference(int decisions, long... offsets) {
    List<Decided> all = new ArrayList<>();
    for (long offset = 0; offset < decisions; offset++) {
      all.add(decided(offset));
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long offset : offsets) {
      records.add(published(accepted(offset, null)));
    }
    return Optional.ofNullable(PublishedResults.firstDifference(all, records));
  }

  private static Decided decided(long offset) {
    return new Decided(Topics.PLAYER_COMMANDS, accepted(offset, null));
  }

  private static Result accepted(long offset, @Nullable Long balanceAfter) {
    var header =
        new ResultHeader(
            new UUID(1, offset),
            CommandType.REGISTER_PLAYER,
            null,
            PLAYER,
            Instant.ofEpochMilli(offset),
            Instant.ofEpochMilli(offset),
            new LogPosition(4, offset));
    return new Accepted(header, null, balanceAfter);
  }

  private static ConsumerRecord<byte[], byte[]> published(Result result) {
    return new ConsumerRecord<>(Topics.RESULTS, 0, 0, new byte[0], StatusCodec.encode(result));
  }

  private static ConsumerRecord<byte[], byte[]> cup(UUID id, int partition) {
    var define =
        new DefineTournament(id, "Cup", 1, 1, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
    return logged(partition, 0, 1, new UUID(8, partition), define);
  }

  private static ConsumerRecord<byte[], byte[]> enroll(
      UUID cup, int partition, long offset, long atMillis) {
    UUID requestId = partition == 0 ? TWICE : new UUID(9, partition);
    return logged(partition, offset, atMillis, requestId, new Enroll(cup, PLAYER, null));
  }

  private static List<ConsumerRecord<byte[], byte[]>> funded(long credits) {
    return List.of(
        logged(5, 0, 10, new UUID(5, 0), new RegisterPlayer(PLAYER, null)),
        logged(5, 1, 11, new UUID(5, 1), new GrantCredits(PLAYER, credits, "gift")));
  }

  private static ConsumerRecord<byte[], byte[]> logged(
      int partition, long offset, long atMillis, UUID requestId, Command command) {
    byte[] value = CommandCodec.encode(new CommandEnvelope(requestId, null, command));
    return new ConsumerRecord<>(
        command.type().topic(),
        partition,
        offset,
        atMillis,
        TimestampType.LOG_APPEND_TIME,
        0,
        value.length,
        new byte[0],
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}

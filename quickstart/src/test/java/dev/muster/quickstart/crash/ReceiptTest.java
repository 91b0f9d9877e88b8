package dev.muster.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.wire.CommandCodec;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  private static final UUID REQUEST = new UUID(1, 1);
  private static final Receipt KEPT =
      new Receipt(REQUEST, Topics.PLAYER_COMMANDS, new LogPosition(3, 7));

  @Test
  void aPromiseIsKeptByThatRequestAtThatPlaceOnly() {
    var elsewhere = new Receipt(REQUEST, Topics.PLAYER_COMMANDS, new LogPosition(3, 8));
    var onAnotherTopic = new Receipt(REQUEST, Topics.TOURNAMENT_COMMANDS, KEPT.position());
    var ofAnother = new Receipt(new UUID(1, 2), Topics.PLAYER_COMMANDS, KEPT.position());

    assertThat(Receipt.broken(List.of(KEPT, elsewhere, onAnotherTopic, ofAnother), log()))
        .containsExactly(elsewhere, onAnotherTopic, ofAnother);
  }

  private static List<ConsumerRecord<byte[], byte[]>> log() {
    var command = new RegisterPlayer(new UUID(2, 2), null);
    byte[] value = CommandCodec.encode(new CommandEnvelope(REQUEST, null, command));
    return List.of(new ConsumerRecord<>(Topics.PLAYER_COMMANDS, 3, 7, new byte[0], value));
  }
}

package dev.muster.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import dev.muster.worker.store.PinTopic;
import dev.muster.worker.store.PinTopic.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandTopicsTest {
  private static final Topic FIRST_SEEN = new Topic("commands", UUID.randomUUID(), 12);

  @Test
  void aTopicStaysPinnedToWhatTheFirstWorkerSaw() throws SQLException {
    var grown = new Topic("commands", FIRST_SEEN.id(), 24);
    var madeAnew = new Topic("commands", UUID.randomUUID(), 12);
    try (TestDatabase database = TestDatabase.create();
        Connection connection = database.worker().getConnection()) {
      assertThat(PinTopic.execute(connection, FIRST_SEEN)).isEqualTo(FIRST_SEEN);
      assertThat(PinTopic.execute(connection, grown)).isEqualTo(FIRST_SEEN);
      assertThat(PinTopic.execute(connection, madeAnew)).isEqualTo(FIRST_SEEN);
    }
    assertThat(CommandTopics.countMismatch(FIRST_SEEN, FIRST_SEEN)).isNull();
    assertThat(CommandTopics.countMismatch(FIRST_SEEN, grown)).contains("12").contains("24");
    assertThat(CommandTopics.identityMismatch(FIRST_SEEN, grown)).isNull();
    assertThat(CommandTopics.identityMismatch(FIRST_SEEN, madeAnew)).contains("made anew");
  }
}

package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Receipt;
import dev.muster.quickstart.client.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Who waits in a long queue sees it get shorter, whoever comes behind.
@ExtendWith(SharedSystem.class)
class QueuePositionTest {
  private static final int BURST = 10_000;
  private static final Duration WAIT_MAX = Duration.ofSeconds(90);

  private final MusterClient client;
  private final Stage stage;

  QueuePositionTest(RunningSystem system) {
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void theNumberAheadNeverRises() throws Exception {
    UUID cup = stage.tournament(10, 10);
    Receipt last = burst(cup).getLast();
    var behind = CompletableFuture.supplyAsync(() -> burst(cup));

    List<Long> ahead = aheadUntilDecided(last.requestId());

    assertThat(ahead).isSortedAccordingTo((earlier, later) -> Long.compare(later, earlier));
    assertThat(ahead.stream().distinct()).as("values seen").hasSizeGreaterThan(2);
    assertThat(ahead).allMatch(number -> number >= 0 && number < BURST + 10);
    assertThat(behind.get()).hasSize(BURST);
  }

  /// Nobody knows these players, which is decided like anything else.
  private List<Receipt> burst(UUID cup) {
    List<UUID> players = Stream.generate(UUID::randomUUID).limit(BURST).toList();
    return stage.batch(Stage.enrolls(cup, players), UUID.randomUUID().toString());
  }

  private List<Long> aheadUntilDecided(UUID request) {
    List<Long> ahead = new ArrayList<>();
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      Reply reply = client.status(request).expect(200);
      JsonNode document = reply.json();
      if (!document.get("status").asString().equals("PENDING")) {
        return ahead;
      }
      ahead.add(document.get("queue").get("aheadAtMost").asLong());
    }
    throw new AssertionError("not decided: " + request);
  }
}

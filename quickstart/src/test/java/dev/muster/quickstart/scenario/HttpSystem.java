package dev.muster.quickstart.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.Documents;
import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Reply;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.worker.scenario.Answer;
import dev.muster.worker.scenario.Request;
import dev.muster.worker.scenario.ScenarioSystem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The whole system, the way a client meets it. Each answer is awaited before the next request,
/// since tournaments and players have different places in the log.
final class HttpSystem implements ScenarioSystem {
  private final MusterClient client;
  private final Documents documents;
  private final Instant start = Instant.now();
  private final Map<UUID, UUID> mintedIds = new HashMap<>();

  HttpSystem(MusterClient client) {
    this.client = client;
    this.documents = new Documents(client);
  }

  @Override
  public Instant start() {
    return start;
  }

  @Override
  public List<Answer> submit(List<Request> requests) {
    return requests.stream().map(this::submit).toList();
  }

  private Answer submit(Request request) {
    Reply reply = client.send(request.command(), request.key());
    if (reply.status() == 422) {
      // This replica knows already what the worker would decide.
      assertThat(reply.json().get("type").asString()).endsWith("/idempotency-key-reused");
      return Answer.rejected(RejectionReason.IDEMPOTENCY_KEY_REUSED);
    }
    UUID minted = UUID.fromString(reply.expect(202).json().get("requestId").asString());
    UUID before = mintedIds.put(request.requestId(), minted);
    assertThat(minted).as("the id of a repeat").isEqualTo(before == null ? minted : before);
    return Answer.of(client.await(minted));
  }

  @Override
  public @Nullable TournamentView tournament(UUID tournamentId) {
    return documents.tournament(tournamentId);
  }

  @Override
  public @Nullable PlayerView player(UUID playerId) {
    return documents.player(playerId);
  }
}

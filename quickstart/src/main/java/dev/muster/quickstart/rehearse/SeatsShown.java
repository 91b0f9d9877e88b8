package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.ApiConnection;
import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.quickstart.rehearse.load.Cast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The seats taken of each tournament, as the API shows them to anybody.
final class SeatsShown {
  private static final int OK = 200;

  private final URI api;
  private final JsonMapper json = JsonMapper.builder().build();

  SeatsShown(URI api) {
    this.api = api;
  }

  /// By the tournament's index; -1 for one that is not shown.
  Map<Integer, Long> enrolled(Cast cast) {
    Map<Integer, Long> enrolled = new HashMap<>();
    try (var connection = new ApiConnection(api)) {
      for (int i = 0; i < cast.tournaments(); i++) {
        Answer answer = connection.get("/v1/tournaments/" + cast.tournament(i));
        long shown =
            answer.status() == OK ? json.readTree(answer.body()).path("enrolled").asLong(-1) : -1;
        enrolled.put(i, shown);
      }
      return enrolled;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the tournaments", e);
    }
  }
}

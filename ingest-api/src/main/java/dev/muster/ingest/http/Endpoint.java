package dev.muster.ingest.http;

import java.io.IOException;
import java.util.Map;

/// What answers one method of one route.
@FunctionalInterface
public interface Endpoint {
  /// Answers one call.
  ///
  /// @throws Refused with the problem to answer
  /// @throws IOException if the client is gone
  Reply answer(Call call) throws Refused, IOException;

  /// Headers of all its answers, problems included.
  default Map<String, String> headers() {
    return Map.of();
  }
}

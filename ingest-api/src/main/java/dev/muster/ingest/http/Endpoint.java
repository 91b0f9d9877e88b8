package dev.muster.ingest.http;

import java.io.IOException;

/// What answers one method of one route.
@FunctionalInterface
interface Endpoint {
  /// Answers one call.
  ///
  /// @throws Refused with the problem to answer
  /// @throws IOException if the client is gone
  Reply answer(Call call) throws Refused, IOException;
}

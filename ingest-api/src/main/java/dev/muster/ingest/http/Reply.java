package dev.muster.ingest.http;

import java.io.IOException;

/// What an endpoint gives back: a finished answer, or the promise to see to the response itself.
public sealed interface Reply permits Answer, Reply.Later {

  /// Takes the exchange over, by starting asynchronous processing on it. Nothing has been written.
  @FunctionalInterface
  non-sealed interface Later extends Reply {
    /// Starts it.
    ///
    /// @throws IOException if the client is gone
    void begin(Exchange exchange) throws IOException;
  }
}

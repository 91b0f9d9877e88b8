package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;

/// Asks an application whether it is ready to serve.
public final class HttpReadiness {
  private static final int WAIT_MILLIS_MAX = 2_000;

  private final URI probe;

  /// @param address any of the port that is asked
  public HttpReadiness(URI address) {
    this.probe = address.resolve("/readyz");
  }

  public boolean isReady() {
    try {
      var connection = (HttpURLConnection) probe.toURL().openConnection();
      connection.setConnectTimeout(WAIT_MILLIS_MAX);
      connection.setReadTimeout(WAIT_MILLIS_MAX);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return false; // It does not listen yet.
    }
  }
}

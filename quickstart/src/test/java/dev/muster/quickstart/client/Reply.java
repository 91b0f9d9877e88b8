package dev.muster.quickstart.client;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the API answered, whatever the status.
public record Reply(int status, HttpHeaders headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  /// The body, which must be JSON.
  public JsonNode json() {
    return JSON.readTree(body);
  }

  /// The same, if the status is this one.
  ///
  /// @throws AssertionError for any other status
  public Reply expect(int expected) {
    if (status != expected) {
      throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
    }
    return this;
  }
}

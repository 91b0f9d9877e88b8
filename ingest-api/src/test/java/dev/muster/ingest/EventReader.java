package dev.muster.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads an event stream block by block.
@NullMarked
final class EventReader implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  /// @param headers names and values
  EventReader(HttpRequest.Builder request, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      response = client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /// The lines up to the next empty one, or null at the end of the stream.
  @Nullable String block() throws IOException {
    List<String> block = new ArrayList<>();
    for (String line; (line = lines.readLine()) != null; ) {
      if (line.isEmpty()) {
        return String.join("\n", block);
      }
      block.add(line);
    }
    return null;
  }

  /// The next event; comments are passed over, and the hint when to come back.
  ///
  /// @throws IllegalStateException at the end of the stream
  Event event() throws IOException {
    for (String block; (block = block()) != null; ) {
      if (block.startsWith("event:")) {
        String[] fields = block.split("\n", -1);
        return new Event(value(fields[0]), value(fields[1]), value(fields[2]));
      }
    }
    throw new IllegalStateException("The stream is over");
  }

  private static String value(String field) {
    return field.substring(field.indexOf(": ") + 2);
  }

  /// One event.
  record Event(String name, String id, String data) {
    JsonNode json() {
      return RunningApi.json(data);
    }
  }

  /// Leaves without reading to the end.
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}

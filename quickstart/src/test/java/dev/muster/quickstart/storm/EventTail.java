package dev.muster.quickstart.storm;

import dev.muster.quickstart.client.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads an event stream in the background, until it ends or its server does.
final class EventTail implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Thread reader;

  /// One event of a stream.
  record Event(String id, JsonNode data) {}

  /// Returns when the stream is open.
  ///
  /// @param lastEventId the last event that was read elsewhere, or null
  EventTail(URI stream, @Nullable String lastEventId) {
    HttpRequest.Builder request = HttpRequest.newBuilder(stream);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<Stream<String>> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofLines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    if (response.statusCode() != 200) {
      throw new AssertionError("no stream: " + response.statusCode());
    }
    reader = Thread.ofVirtual().name("event-tail").start(() -> read(response.body()));
  }

  private void read(Stream<String> lines) {
    var id = new StringBuilder();
    try {
      lines.forEach(
          line -> {
            if (line.startsWith("id: ")) {
              id.replace(0, id.length(), line.substring("id: ".length()));
            } else if (line.startsWith("data: ")) {
              events.add(
                  new Event(id.toString(), JSON.readTree(line.substring("data: ".length()))));
            }
          });
    } catch (UncheckedIOException e) {
      // The server is gone.
    }
  }

  /// The first event that fits, once it is there.
  Event await(String what, Predicate<JsonNode> fits) {
    return Polling.until(
        what,
        () -> events.stream().filter(event -> fits.test(event.data())).findFirst().orElse(null));
  }

  /// Everything read so far.
  List<Event> events() {
    return List.copyOf(events);
  }

  /// Returns when the stream has ended.
  void awaitEnd() {
    Polling.until("the end of the stream", () -> reader.isAlive() ? null : true);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

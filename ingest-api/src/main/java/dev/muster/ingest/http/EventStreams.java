package dev.muster.ingest.http;

import dev.muster.ingest.stream.Streams;
import dev.muster.ingest.stream.Streams.Place;
import dev.muster.ingest.stream.Subject;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// What both event streams have in common as HTTP goes.
final class EventStreams {
  private static final Map<String, String> RETRY_LATER = Map.of("Retry-After", "10");

  private final Streams streams;

  EventStreams(Streams streams) {
    this.streams = streams;
  }

  /// @throws Refused if the caller does not take event streams
  static void checkAccepted(Call call) throws Refused {
    String accept = call.request().getHeader("Accept");
    if (accept != null && !accepts(accept)) {
      throw new Refused(ProblemType.NOT_ACCEPTABLE, "There is only text/event-stream here");
    }
  }

  private static boolean accepts(String header) {
    List<MediaType> ranges;
    try {
      ranges = MediaType.parseMediaTypes(header);
    } catch (InvalidMediaTypeException e) {
      // Nobody knows what it was meant to say.
      return true;
    }
    // The closest range decides, whatever a wider one allows (RFC 9110, 12.5.1).
    return ranges.stream()
        .filter(range -> range.includes(MediaType.TEXT_EVENT_STREAM))
        .max(Comparator.comparingInt(EventStreams::closeness))
        .map(closest -> closest.getQualityValue() > 0)
        .orElse(ranges.isEmpty());
  }

  private static int closeness(MediaType range) {
    if (range.isWildcardType()) {
      return 0;
    }
    return range.isWildcardSubtype() ? 1 : 2;
  }

  /// The id of the event the caller saw last, or null.
  static @Nullable String lastEventId(Call call) {
    return call.request().getHeader("Last-Event-ID");
  }

  /// Tells an `EventSource` that came back to stop doing so.
  static Answer nothingMore() {
    return new Answer(204, "text/event-stream", Map.of(), new byte[0]);
  }

  /// The stream, or for HEAD its headers.
  ///
  /// @throws Refused if there are too many
  Reply open(Call call, Subject subject) throws Refused {
    if (call.request().getMethod().equals("HEAD")) {
      return (Reply.Later) exchange -> writeHead(exchange.response());
    }
    Optional<Place> place = streams.place(call.request().getRemoteAddr());
    if (place.isEmpty()) {
      throw new Refused(
          Problem.of(
                  ProblemType.TOO_MANY_STREAMS,
                  "Close some of your streams, or ask for the status instead")
              .with(RETRY_LATER));
    }
    return (Reply.Later)
        exchange -> {
          writeHead(exchange.response());
          place.get().open(exchange.request(), exchange.response(), subject);
        };
  }

  private static void writeHead(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-store");
    // A proxy that gathers events until they are worth sending would make them late.
    response.setHeader("X-Accel-Buffering", "no");
  }
}

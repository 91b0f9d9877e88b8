package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/// Reads the API's counters the way a scraper does.
final class ApiMetrics {
  private static final int OK = 200;
  private static final String STATUS_READS = "muster_status_database_reads_total";

  private final URI scrape;

  ApiMetrics(URI scrape) {
    this.scrape = scrape;
  }

  /// Reads of the database that were made to answer for the status of requests, since the API's
  /// start.
  long statusReads() {
    return value(STATUS_READS);
  }

  private long value(String name) {
    try (var connection = new ApiConnection(scrape)) {
      Answer answer = connection.get(scrape.getPath());
      if (answer.status() != OK) {
        throw new UnexpectedAnswerException(scrape.getPath(), answer);
      }
      return answer
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .reduce(Long::sum)
          .orElseThrow(() -> new UnexpectedAnswerException("no " + name + " at", answer));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the API's metrics", e);
    }
  }
}

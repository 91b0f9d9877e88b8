package dev.muster.quickstart.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/// Reads an application's metrics as Prometheus does.
final class Scrape implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(200);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;

  /// @param uri of the metrics
  Scrape(URI uri) {
    this.uri = uri;
  }

  /// The status of another path of the port.
  int status(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri.resolve(path)).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// All samples of a name.
  List<Double> samples(String name, String... labels) {
    try {
      var request = HttpRequest.newBuilder(uri).build();
      return client
          .send(request, BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name + "{"))
          .filter(line -> List.of(labels).stream().allMatch(line::contains))
          .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The sum of all samples of a name; nothing if there are none.
  OptionalDouble sum(String name, String... labels) {
    List<Double> samples = samples(name, labels);
    return samples.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(samples.stream().mapToDouble(sample -> sample).sum());
  }

  /// Waits until a sum is what is wanted.
  void await(String name, Wanted wanted, String... labels) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    OptionalDouble sum = sum(name, labels);
    while (!wanted.is(sum)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(name + " stays " + sum);
      }
      LockSupport.parkNanos(STEP.toNanos());
      sum = sum(name, labels);
    }
  }

  /// What a sum should be.
  interface Wanted {
    boolean is(OptionalDouble sum);
  }

  @Override
  public void close() {
    client.close();
  }
}

package dev.muster.quickstart.bench.drop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The largest heap that a process was seen with, by its own metrics, once a second.
final class Heap implements AutoCloseable {
  private static final double BYTES_PER_MIB = 1024.0 * 1024;
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().unstarted(this::watch);
  private volatile double usedMax;
  private volatile double liveMax;

  private Heap(URI metrics) {
    request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build();
  }

  static Heap of(URI metrics) {
    var heap = new Heap(metrics);
    heap.thread.start();
    return heap;
  }

  /// Whatever lies on the heap, garbage too, in MiB.
  ///
  /// @throws IllegalStateException if nobody ever answered: nothing is not little
  double usedMaxMib() {
    if (usedMax == 0) {
      throw new IllegalStateException("the heap was never seen");
    }
    return usedMax / BYTES_PER_MIB;
  }

  /// What was left by a full collection, in MiB; empty if there was none: not measured is not
  /// little.
  OptionalDouble liveMaxMib() {
    return liveMax == 0 ? OptionalDouble.empty() : OptionalDouble.of(liveMax / BYTES_PER_MIB);
  }

  private void watch() {
    try {
      do {
        look();
      } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      double used = 0;
      for (String line : client.send(request, BodyHandlers.ofString()).body().lines().toList()) {
        if (line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\"")) {
          used += value(line);
        } else if (line.startsWith("jvm_gc_live_data_size_bytes")) {
          liveMax = Math.max(liveMax, value(line));
        }
      }
      usedMax = Math.max(usedMax, used);
    } catch (IOException e) {
      // Too busy to answer in time; it is asked again.
    }
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}

package dev.muster.quickstart.bench.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.bench.load.Pace;
import dev.muster.quickstart.drop.ApiCommand;
import dev.muster.quickstart.drop.ApiConnection;
import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.schemas.Topics;
import dev.muster.schemas.wire.RecordHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Requests for a seat over HTTP at a steady pace, each with the moments at which it was sent, got
/// its receipt and had its result on the log.
final class Requests implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final long WAIT_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int ACCEPTED = 202;

  private final BlockingQueue<ApiConnection> connections = new ArrayBlockingQueue<>(CONNECTIONS);
  private final Map<UUID, Long> results = new ConcurrentHashMap<>();
  private final Tail tail;

  /// What was measured at one pace, in nanoseconds each.
  ///
  /// @param receipts from sending to the 202
  /// @param decisions from the 202 to the result
  record Times(List<Long> receipts, List<Long> decisions) {
    Times {
      receipts = List.copyOf(receipts);
      decisions = List.copyOf(decisions);
    }

    /// Without the first ones.
    Times from(int first) {
      return new Times(
          receipts.subList(first, receipts.size()), decisions.subList(first, decisions.size()));
    }

    /// These and others.
    Times and(Times others) {
      return new Times(
          Stream.concat(receipts.stream(), others.receipts.stream()).toList(),
          Stream.concat(decisions.stream(), others.decisions.stream()).toList());
    }
  }

  private record Receipt(UUID requestId, long sentNanos, long acceptedNanos) {}

  Requests(LocalSystem system) throws IOException, InterruptedException {
    tail = Tail.of(system.broker().bootstrapServers(), Topics.RESULTS, this::note);
    for (int i = 0; i < CONNECTIONS; i++) {
      var connection = new ApiConnection(system.httpUri());
      connection.connect();
      connections.put(connection);
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> result, long nanos) {
    Header id = result.headers().lastHeader(RecordHeaders.REQUEST_ID);
    results.put(UUID.fromString(new String(id.value(), UTF_8)), nanos);
  }

  /// One request at each moment, and returns when all of them are decided.
  ///
  /// @param command the request by its number
  /// @throws IllegalStateException if one is not accepted or not decided
  Times run(int perSecond, int count, IntFunction<ApiCommand> command) throws InterruptedException {
    var receipts = new Receipt[count];
    Pace pace = Pace.of(perSecond);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        ApiCommand request = command.apply(number);
        pace.await(number);
        ApiConnection connection = connections.take();
        threads.execute(
            () -> {
              try {
                receipts[number] = send(connection, request);
              } finally {
                connections.add(connection);
              }
            });
      }
    }
    return times(receipts);
  }

  private static Receipt send(ApiConnection connection, ApiCommand request) {
    try {
      long sent = System.nanoTime();
      Answer answer = connection.send(request);
      long accepted = System.nanoTime();
      String location = answer.location();
      if (answer.status() != ACCEPTED || location == null) {
        throw new IllegalStateException("not accepted: " + answer);
      }
      UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
      return new Receipt(id, sent, accepted);
    } catch (IOException e) {
      throw new IllegalStateException("not accepted", e);
    }
  }

  private Times times(Receipt[] receipts) {
    long deadline = System.nanoTime() + WAIT_MAX_NANOS;
    List<Long> accepted = new ArrayList<>(receipts.length);
    List<Long> decided = new ArrayList<>(receipts.length);
    for (int i = 0; i < receipts.length; i++) {
      Receipt receipt = receipts[i];
      if (receipt == null) {
        throw new IllegalStateException("request " + i + " was not accepted");
      }
      Long result = results.remove(receipt.requestId());
      while (result == null) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("not decided: " + receipt.requestId());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        result = results.remove(receipt.requestId());
      }
      accepted.add(receipt.acceptedNanos() - receipt.sentNanos());
      decided.add(result - receipt.acceptedNanos());
    }
    return new Times(accepted, decided);
  }

  @Override
  public void close() {
    tail.close();
    connections.forEach(ApiConnection::close);
  }
}

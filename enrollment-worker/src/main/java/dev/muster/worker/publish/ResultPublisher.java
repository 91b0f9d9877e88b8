package dev.muster.worker.publish;

import dev.muster.schemas.Topics;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.RecordHeaders;
import dev.muster.schemas.wire.StatusCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Sends results to the log. The producer retries for as long as it lives, so the order in which
/// results were handed over is the order on the log; what it could not send when it dies is
/// published by the next claim, from the rows.
public final class ResultPublisher {
  private final Producer<byte[], byte[]> producer;

  public ResultPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /// Sends results in order.
  ///
  /// @return done when the broker has all of them, or failed at the first that could not be sent:
  ///     none behind it was handed over then
  public CompletableFuture<Void> publish(List<Result> results) {
    return publish(results, Map.of());
  }

  /// The same, with the traces that some of the commands belong to.
  ///
  /// @param traceparents by the command's offset
  public CompletableFuture<Void> publish(List<Result> results, Map<Long, String> traceparents) {
    var all = new CompletableFuture<Void>();
    var open = new OpenSends(results.size(), all);
    for (Result result : results) {
      if (all.isCompletedExceptionally()) {
        break;
      }
      try {
        var _ =
            producer.send(
                record(result, traceparents.get(result.header().position().offset())),
                (_, failure) -> {
                  if (failure == null) {
                    open.acknowledge();
                  } else {
                    all.completeExceptionally(failure);
                  }
                });
      } catch (RuntimeException e) {
        all.completeExceptionally(e);
      }
    }
    return all;
  }

  private static ProducerRecord<byte[], byte[]> record(
      Result result, @Nullable String traceparent) {
    byte[] key = result.header().key().toString().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        Topics.RESULTS,
        null,
        null,
        key,
        StatusCodec.encode(result),
        RecordHeaders.traced(RecordHeaders.of(result), traceparent));
  }
}

package dev.muster.ingest.log;

import dev.muster.ingest.log.CommandLog.Appended;
import dev.muster.schemas.result.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Hands records to the producer one after the other, in the order they came.
///
/// Hundreds of callers append at once, mostly to one partition, and a producer takes one record at
/// a time for each. Queueing here instead of at its locks spares every caller a sleep and a wake-up
/// of its own. And when the producer has no room or knows no leader, one caller finds out in the
/// second that this takes, for all who wait behind.
final class Appender implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final BlockingQueue<Append> waiting = new LinkedTransferQueue<>();
  private final Thread thread =
      Thread.ofVirtual().name("command-log-appender").unstarted(this::run);
  private volatile boolean closed;

  /// One record, and what came of it.
  private record Append(ProducerRecord<byte[], byte[]> record, CompletableFuture<Appended> appended)
      implements Callback {
    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (failure != null) {
        appended.completeExceptionally(failure);
      } else if (metadata == null || !metadata.hasOffset() || !metadata.hasTimestamp()) {
        appended.completeExceptionally(new KafkaException("The broker gave no receipt"));
      } else {
        appended.complete(
            new Appended(
                new LogPosition(metadata.partition(), metadata.offset()),
                Instant.ofEpochMilli(metadata.timestamp())));
      }
    }

    /// Whether the producer had no room for it, or knew nobody to send it to.
    boolean foundNoPlace() {
      return appended.isCompletedExceptionally()
          && appended.exceptionNow() instanceof TimeoutException;
    }
  }

  /// @param producer closed with this
  Appender(Producer<byte[], byte[]> producer) {
    this.producer = producer;
    thread.start();
  }

  /// Starts one append.
  ///
  /// @return fails with a [LogUnavailableException] if the record certainly never reached the log
  CompletableFuture<Appended> append(ProducerRecord<byte[], byte[]> record) {
    var append = new Append(record, new CompletableFuture<>());
    waiting.add(append);
    if (closed) {
      refuseWaiting("The command log is closed");
    }
    return append.appended();
  }

  private void run() {
    try {
      while (!closed) {
        Append next = waiting.take();
        send(next);
        if (next.foundNoPlace()) {
          refuseWaiting("The brokers take no more commands for now");
        }
      }
    } catch (InterruptedException e) {
      // Closed: whoever waits is told there.
    }
  }

  private void send(Append append) {
    try {
      var _ = producer.send(append.record(), append);
    } catch (RuntimeException e) {
      // Interrupted, closed, or broken for good: whatever it is, there is no receipt.
      append.appended().completeExceptionally(e);
    }
  }

  private void refuseWaiting(String reason) {
    for (Append next; (next = waiting.poll()) != null; ) {
      next.appended().completeExceptionally(new LogUnavailableException(reason));
    }
  }

  /// Waits for appends that are under way, then gives up on them.
  void close(Duration wait) {
    closed = true;
    thread.interrupt();
    producer.close(wait);
    refuseWaiting("The command log is closed");
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}

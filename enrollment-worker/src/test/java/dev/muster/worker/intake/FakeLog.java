package dev.muster.worker.intake;

import dev.muster.schemas.Topics;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.wire.CommandCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// A log of one partition and the consumer that reads it. Unlike a broker's it can lose a record,
/// or hand one out twice.
final class FakeLog extends MockConsumer<byte[], byte[]> implements Log {
  static final TopicPartition PARTITION = new TopicPartition(Topics.TOURNAMENT_COMMANDS, 0);
  private static final long APPENDED_AT = 1_767_225_600_000L;

  private final Map<Long, ConsumerRecord<byte[], byte[]>> records;
  private final AtomicLong end;
  private final AtomicLong earliest = new AtomicLong();
  private volatile long repeatFrom = Long.MAX_VALUE;

  FakeLog() {
    this(new ConcurrentSkipListMap<>(), new AtomicLong());
  }

  private FakeLog(Map<Long, ConsumerRecord<byte[], byte[]>> records, AtomicLong end) {
    super("none");
    this.records = records;
    this.end = end;
    updateBeginningOffsets(Map.of(PARTITION, 0L));
    updateEndOffsets(Map.of(PARTITION, 0L));
  }

  /// Another consumer of the same log.
  FakeLog again() {
    return new FakeLog(records, end);
  }

  /// Appends a command.
  ///
  /// @return its request id
  UUID append(Command command) {
    UUID requestId = UUID.randomUUID();
    append(CommandCodec.encode(new CommandEnvelope(requestId, null, command)));
    return requestId;
  }

  void append(byte[] value) {
    byte[] key = "any".getBytes(StandardCharsets.UTF_8);
    long offset = end.getAndIncrement();
    records.put(offset, record(offset, key, value));
  }

  /// The record at this offset is gone.
  void lose(long offset) {
    records.remove(offset);
  }

  /// The next poll starts at an older offset than it should.
  void repeatFrom(long offset) {
    repeatFrom = offset;
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (assignment().contains(PARTITION) && !paused().contains(PARTITION)) {
      long from = Math.min(position(PARTITION), repeatFrom);
      repeatFrom = Long.MAX_VALUE;
      List<ConsumerRecord<byte[], byte[]>> polled =
          records.values().stream().filter(each -> each.offset() >= from).limit(3).toList();
      if (!polled.isEmpty()) {
        seek(PARTITION, polled.getLast().offset() + 1);
        return new ConsumerRecords<>(Map.of(PARTITION, polled), Map.of());
      }
    }
    ConsumerRecords<byte[], byte[]> none = super.poll(timeout);
    Thread.onSpinWait();
    return none;
  }

  /// Everything before this offset is gone.
  void deleteBefore(long offset) {
    records.keySet().removeIf(each -> each < offset);
    earliest.set(offset);
  }

  /// Everything from this offset on is gone.
  void truncate(long offset) {
    records.keySet().removeIf(each -> each >= offset);
    end.set(offset);
  }

  @Override
  public Range range(TopicPartition partition) {
    return new Range(earliest.get(), end.get());
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        offset,
        APPENDED_AT + offset,
        TimestampType.LOG_APPEND_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}

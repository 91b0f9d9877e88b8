package dev.muster.quickstart.bench.core;

import dev.muster.schemas.Topics;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.StatusCodec;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.decision.Footprint;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.decode.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What stands before and behind the decision: a record to an entry, a result to its document;
/// and what a batch must lock and load. An operation is a command.
@State(Scope.Thread)
public class CodecBenchmark {
  private static final int PARTITIONS = 12;

  private final RecordDecoder decoder = new RecordDecoder(new UUID(0, 6), PARTITIONS);
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final List<CommandBatch> batches = new ArrayList<>();
  private int nextBatch;
  private int nextRecord;
  private int nextResult;

  @Setup
  public void fill() {
    var decider = new Decider();
    for (Workload.Given given : Workload.SPREAD.batches()) {
      batches.add(given.batch());
      results.addAll(decider.decide(given.snapshot(), given.batch()).results());
      for (LogEntry entry : given.batch().entries()) {
        if (entry instanceof LogEntry.Request request) {
          records.add(record(request));
        }
      }
    }
    for (ConsumerRecord<byte[], byte[]> each : records) {
      if (!(decoder.decode(each) instanceof LogEntry.Request)) {
        throw new IllegalStateException("a command was not understood");
      }
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(LogEntry.Request request) {
    byte[] key = request.envelope().command().key().toString().getBytes(StandardCharsets.UTF_8);
    byte[] value = CommandCodec.encode(request.envelope());
    return new ConsumerRecord<>(
        Topics.TOURNAMENT_COMMANDS,
        Utils.toPositive(Utils.murmur2(key)) % PARTITIONS,
        request.offset(),
        request.appendedAt().toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  @Benchmark
  public LogEntry decodeCommand() {
    nextRecord = nextRecord + 1 == records.size() ? 0 : nextRecord + 1;
    return decoder.decode(records.get(nextRecord));
  }

  @Benchmark
  public byte[] encodeResult() {
    nextResult = nextResult + 1 == results.size() ? 0 : nextResult + 1;
    return StatusCodec.encode(results.get(nextResult));
  }

  @Benchmark
  @OperationsPerInvocation(Workload.BATCH)
  public Footprint footprint() {
    nextBatch = nextBatch + 1 == batches.size() ? 0 : nextBatch + 1;
    return Footprint.of(batches.get(nextBatch));
  }
}

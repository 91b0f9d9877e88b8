package dev.muster.validator.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How far each partition is, and what is decided but not published.
final class ProgressPart implements Part {
  private final GaugeFamily nextOffsets;
  private final GaugeFamily publishedOffsets;
  private final GaugeFamily epochs;
  private final GaugeFamily parked;
  private final GaugeFamily outboxPending;
  private final GaugeFamily outboxOldest;

  ProgressPart(MeterRegistry registry) {
    this.nextOffsets =
        new GaugeFamily(
            registry, "muster.progress.next.offset", "Every command below it is decided");
    this.publishedOffsets =
        new GaugeFamily(
            registry, "muster.progress.published.offset", "Every result below it is published");
    this.epochs =
        new GaugeFamily(registry, "muster.progress.epoch", "Number of the partition's last claim");
    this.parked =
        new GaugeFamily(
            registry, "muster.partition.parked", "1 while it is stopped until somebody looks");
    this.outboxPending =
        new GaugeFamily(
            registry,
            "muster.outbox.pending.records",
            "Commands that are decided and whose results are not published yet");
    this.outboxOldest =
        new GaugeFamily(
            registry,
            "muster.outbox.oldest.seconds",
            "Age of the oldest decision whose result is not published; 0 without any");
  }

  @Override
  public void read(Connection connection) throws SQLException {
    List<ReadProgress.Row> rows = ReadProgress.execute(connection);
    nextOffsets.show(byPartition(rows, ReadProgress.Row::nextOffset));
    publishedOffsets.show(byPartition(rows, ReadProgress.Row::publishedOffset));
    epochs.show(byPartition(rows, ReadProgress.Row::epoch));
    parked.show(byPartition(rows, row -> row.parked() ? 1 : 0));
    outboxPending.show(
        rows.stream().mapToLong(row -> row.nextOffset() - row.publishedOffset()).sum());
    outboxOldest.show(
        rows.stream().mapToDouble(ReadProgress.Row::unpublishedSeconds).max().orElse(0));
  }

  @Override
  public void vanish() {
    List.of(nextOffsets, publishedOffsets, epochs, parked, outboxPending, outboxOldest)
        .forEach(GaugeFamily::vanish);
  }

  private static Map<Tags, Double> byPartition(
      List<ReadProgress.Row> rows, ToDoubleFunction<ReadProgress.Row> value) {
    Map<Tags, Double> values = new HashMap<>();
    rows.forEach(
        row ->
            values.put(PartitionTags.of(row.topic(), row.partition()), value.applyAsDouble(row)));
    return values;
  }
}

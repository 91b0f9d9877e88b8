package dev.muster.quickstart.bench.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.system.LocalSystem;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.RecordHeaders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Muster's own worker, the process as it is shipped, on a command topic that was filled before: a
/// transaction of ours holds the progress rows of all partitions until everything is on the log.
/// Then it lets go, and the clock runs until the last command is decided and committed. Meanwhile
/// the worker publishes the results, and the API reads them.
final class MusterWorker implements Contender {
  private static final String HOLD_PARTITIONS =
      """
      SELECT p.next_offset FROM partition_progress p
      JOIN command_topic t ON t.topic_id = p.topic_id
      WHERE t.name = ?
      FOR UPDATE OF p
      """;

  private final Arena arena;
  private final Progress progress;
  private final Producer<byte[], byte[]> producer;

  MusterWorker(LocalSystem system) {
    this.arena = Arena.ofSystem(system.postgres());
    this.progress = new Progress(system);
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.broker().bootstrapServers());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public String name() {
    return "Muster's worker";
  }

  @Override
  public Arena arena() {
    return arena;
  }

  @Override
  public int warmUp() {
    return 60_000;
  }

  @Override
  public int requestsMax() {
    return warmUp() + Race.ROUNDS * Race.REQUESTS_MAX;
  }

  @Override
  public double decide(List<Wanted> wishes) throws InterruptedException {
    try (Connection connection = arena.owner().getConnection()) {
      connection.setAutoCommit(false);
      long decided = hold(connection);
      send(wishes);
      long started = System.nanoTime();
      connection.commit();
      progress.await(decided + wishes.size());
      return wishes.size() / ((System.nanoTime() - started) / 1e9);
    } catch (SQLException e) {
      throw new IllegalStateException("Muster's worker did not decide", e);
    }
  }

  /// Locks the rows, and says how many commands are decided.
  private static long hold(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLD_PARTITIONS)) {
      statement.setString(1, Topics.TOURNAMENT_COMMANDS);
      long decided = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          decided += row.getLong(1);
        }
      }
      return decided;
    }
  }

  private void send(List<Wanted> wishes) {
    Instant now = Instant.now();
    for (Wanted wish : wishes) {
      var envelope =
          new CommandEnvelope(
              wish.requestId(), null, new Enroll(wish.tournamentId(), wish.playerId(), null));
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.TOURNAMENT_COMMANDS,
                  null,
                  wish.tournamentId().toString().getBytes(UTF_8),
                  CommandCodec.encode(envelope),
                  RecordHeaders.of(envelope, now)));
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}

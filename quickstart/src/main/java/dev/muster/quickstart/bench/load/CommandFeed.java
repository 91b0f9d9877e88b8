package dev.muster.quickstart.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.Topics;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.TournamentCommand;
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
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Puts commands straight on the log: players and tournaments are there within seconds, without the
/// API.
public final class CommandFeed implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofMinutes(3);
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private static final String SUM_DECIDED = "SELECT sum(next_offset) FROM partition_progress";

  private final LocalSystem system;
  private final Producer<byte[], byte[]> producer;

  public CommandFeed(LocalSystem system) {
    this.system = system;
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.broker().bootstrapServers());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Registers players with credits, opens tournaments, and returns when all of it is decided.
  ///
  /// @param credits each player's
  /// @param capacity of each tournament
  /// @param feeCredits of each tournament
  public void prepare(
      List<UUID> players, long credits, List<UUID> tournaments, int capacity, long feeCredits)
      throws InterruptedException {
    long decided = decided();
    for (UUID tournament : tournaments) {
      send(
          new DefineTournament(
              tournament,
              "bench",
              capacity,
              feeCredits,
              TournamentStatus.OPEN,
              null,
              null,
              RefundPolicy.FULL));
    }
    for (UUID player : players) {
      send(new RegisterPlayer(player, null));
      send(new GrantCredits(player, credits, "bench"));
    }
    producer.flush();
    awaitDecided(decided + tournaments.size() + 2L * players.size());
  }

  /// Sends a command under a request id of its own; nobody waits for it.
  public void send(Command command) {
    send(new CommandEnvelope(UUID.randomUUID(), null, command));
  }

  /// Sends a command under the request id that it has; nobody waits for it.
  public void send(CommandEnvelope envelope) {
    var _ = producer.send(record(envelope));
  }

  /// Returns when everything that was sent is on the log.
  public void flush() {
    producer.flush();
  }

  private static ProducerRecord<byte[], byte[]> record(CommandEnvelope envelope) {
    String topic =
        switch (envelope.command()) {
          case TournamentCommand _ -> Topics.TOURNAMENT_COMMANDS;
          case PlayerCommand _ -> Topics.PLAYER_COMMANDS;
        };
    return new ProducerRecord<>(
        topic,
        null,
        envelope.command().key().toString().getBytes(UTF_8),
        CommandCodec.encode(envelope),
        RecordHeaders.of(envelope, Instant.now()));
  }

  /// How many commands are decided in all, by the progress of the partitions.
  public long decided() {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(SUM_DECIDED)) {
      return decided(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns when so many commands are decided in all.
  ///
  /// @throws IllegalStateException if it takes more than three minutes
  public void awaitDecided(long commands) throws InterruptedException {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(SUM_DECIDED)) {
      for (long decided = decided(statement); decided < commands; decided = decided(statement)) {
        system.requireAlive();
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "%,d of %,d commands were decided within %s".formatted(decided, commands, WAIT_MAX));
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connection() throws SQLException {
    return system.postgres().dataSource(LocalPostgres.SUPERUSER).getConnection();
  }

  private static long decided(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}

package dev.muster.quickstart.bench.latency;

import dev.muster.quickstart.bench.load.Pace;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The least that could be done: a record goes to the same broker and comes back, and then one row
/// is updated and committed on the same PostgreSQL, one after the other on one thread.
final class BareTrip implements AutoCloseable {
  private static final String TOPIC = "bench.round-trip";
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private static final String MAKE_TABLE =
      "CREATE TABLE bench_commit (id int PRIMARY KEY, changed bigint NOT NULL)";

  private static final String MAKE_ROW = "INSERT INTO bench_commit (id, changed) VALUES (1, 0)";

  private static final String UPDATE = "UPDATE bench_commit SET changed = changed + 1 WHERE id = 1";

  private final byte[] key;
  private final byte[] value;
  private final Producer<byte[], byte[]> producer;
  private final Tail tail;
  private final Connection connection;
  private final PreparedStatement update;
  private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

  /// What was measured at one pace, in nanoseconds each.
  ///
  /// @param trips from the producer's call to the record's return
  /// @param commits from the statement to the end of the commit
  record Times(List<Long> trips, List<Long> commits) {
    Times {
      trips = List.copyOf(trips);
      commits = List.copyOf(commits);
    }

    /// Without the first ones.
    Times from(int first) {
      return new Times(trips.subList(first, trips.size()), commits.subList(first, commits.size()));
    }

    /// These and others.
    Times and(Times others) {
      return new Times(
          Stream.concat(trips.stream(), others.trips.stream()).toList(),
          Stream.concat(commits.stream(), others.commits.stream()).toList());
    }
  }

  /// @param like a record of the size that is to be sent
  BareTrip(LocalSystem system, ConsumerRecord<byte[], byte[]> like)
      throws SQLException, InterruptedException {
    key = like.key();
    value = like.value();
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", system.broker().bootstrapServers(), "acks", "all", "linger.ms", 0);
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 12, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot make the topic " + TOPIC, e);
    }
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    tail = Tail.of(system.broker().bootstrapServers(), TOPIC, (_, nanos) -> arrivals.add(nanos));
    var source = system.postgres().dataSource(LocalPostgres.SUPERUSER);
    source.setPrepareThreshold(1);
    connection = source.getConnection();
    for (String statement : List.of(MAKE_TABLE, MAKE_ROW)) {
      try (PreparedStatement each = connection.prepareStatement(statement)) {
        each.execute();
      }
    }
    connection.setAutoCommit(false);
    update = connection.prepareStatement(UPDATE);
  }

  /// One trip and one commit at each moment.
  ///
  /// @throws IllegalStateException if a record does not come back, or no row is updated
  Times run(int perSecond, int count) throws SQLException, InterruptedException {
    List<Long> trips = new ArrayList<>(count);
    List<Long> commits = new ArrayList<>(count);
    Pace pace = Pace.of(perSecond);
    for (int i = 0; i < count; i++) {
      pace.await(i);
      long sent = System.nanoTime();
      var _ = producer.send(new ProducerRecord<>(TOPIC, key, value));
      Long arrived = arrivals.poll(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
      if (arrived == null) {
        throw new IllegalStateException("a record did not come back");
      }
      trips.add(arrived - sent);
      long begun = System.nanoTime();
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("no row was updated");
      }
      connection.commit();
      commits.add(System.nanoTime() - begun);
    }
    return new Times(trips, commits);
  }

  @Override
  public void close() throws SQLException {
    tail.close();
    producer.close(Duration.ZERO);
    connection.close();
  }
}

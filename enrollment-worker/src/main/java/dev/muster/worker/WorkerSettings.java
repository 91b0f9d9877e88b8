package dev.muster.worker;

import dev.muster.schemas.connection.BootstrapServers;
import dev.muster.schemas.connection.JdbcUrl;
import dev.muster.schemas.connection.KafkaProperties;
import dev.muster.telemetry.TracingSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything that can be set, with its default and its bounds. A value outside them ends the start
/// with the setting's name.
///
/// @param workerId shown as the owner of claimed partitions; host name and process id unless set
/// @param roles what it does; both unless set
@ConfigurationProperties("muster")
public record WorkerSettings(
    @Nullable String workerId,
    @DefaultValue Kafka kafka,
    @DefaultValue Database database,
    @DefaultValue Batch batch,
    @DefaultValue TracingSettings tracing,
    @DefaultValue({"decide", "deliver"}) Set<Role> roles) {

  /// What a worker does.
  public enum Role {
    /// Decides commands.
    DECIDE,
    /// Delivers outcomes to webhook endpoints.
    DELIVER
  }

  /// @throws IllegalArgumentException if there is nothing to do
  public WorkerSettings {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("muster.roles must name decide, deliver or both");
    }
    roles = Set.copyOf(roles);
  }

  /// Who this worker is.
  public String owner() {
    return workerId == null || workerId.isBlank() ? hostAndProcess() : workerId;
  }

  /// Where the log is.
  ///
  /// @param bootstrapServers `host:port`, comma-separated
  /// @param groupId consumer group of all workers of one database
  /// @param properties passed to every Kafka client as they are, such as those of SASL and TLS
  public record Kafka(
      @DefaultValue("localhost:9092") String bootstrapServers,
      @DefaultValue("muster-enrollment-worker") String groupId,
      @DefaultValue Map<String, String> properties) {

    /// @throws IllegalArgumentException if there is no server, or a property is wrong
    public Kafka {
      bootstrapServers = BootstrapServers.checked(bootstrapServers);
      properties = KafkaProperties.checked(properties);
    }

    /// The properties may hold passwords, so they are not shown.
    @Override
    public String toString() {
      return "Kafka[bootstrapServers=" + bootstrapServers + ", groupId=" + groupId + "]";
    }
  }

  /// Where the rows go.
  ///
  /// @param url JDBC URL of the primary
  /// @param username a role with the rights of `muster_worker`
  /// @param password its password; none unless set
  /// @param connections size of the pool: how many batches can be in the database at once
  public record Database(
      @DefaultValue("jdbc:postgresql://localhost:5432/muster") String url,
      @DefaultValue("muster_worker") String username,
      @DefaultValue("") String password,
      @DefaultValue("8") int connections) {

    /// @throws IllegalArgumentException if the URL is wrong or the pool is empty or huge
    public Database {
      url = JdbcUrl.checked("muster.database.url", url);
      if (connections < 1 || connections > 100) {
        throw new IllegalArgumentException("muster.database.connections must be from 1 to 100");
      }
    }

    /// Without what may hold a password.
    @Override
    public String toString() {
      return "Database[url=" + JdbcUrl.withoutParameters(url) + ", username=" + username + "]";
    }
  }

  /// How much one transaction takes at most.
  ///
  /// @param recordsMax records; a batch is what there is, so only a backlog makes them as many
  /// @param bytesMax keys and values, in bytes
  public record Batch(
      @DefaultValue("2000") int recordsMax, @DefaultValue("1048576") long bytesMax) {

    /// @throws IllegalArgumentException if a limit is outside its bounds
    public Batch {
      if (recordsMax < 1 || recordsMax > 10_000) {
        throw new IllegalArgumentException("muster.batch.records-max must be from 1 to 10000");
      }
      if (bytesMax < 1 || bytesMax > 16 * 1024 * 1024) {
        throw new IllegalArgumentException("muster.batch.bytes-max must be from 1 to 16777216");
      }
    }
  }

  private static String hostAndProcess() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return host + "-" + ProcessHandle.current().pid();
  }
}

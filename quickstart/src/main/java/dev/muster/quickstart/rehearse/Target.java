package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.ApiConnection;
import dev.muster.quickstart.drop.DropDatabase;
import dev.muster.quickstart.rehearse.fault.Scene;
import dev.muster.quickstart.system.UserErrorException;
import dev.muster.validator.Deployment;
import dev.muster.validator.DeploymentOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The deployment that is rehearsed. Clients know the API and nothing else; the rest is for judging
/// what they were told.
///
/// @param api where it takes commands
/// @param database how the judge's commands are told where the database is; empty if nobody said
/// @param bootstrapServers of its log; null if nobody said
/// @param kafkaConfig further settings of the judge's Kafka clients; null for none
/// @param scene for faults; null where there can be none
/// @param requireAlive throws when something ended that should run
public record Target(
    URI api,
    List<String> database,
    @Nullable String bootstrapServers,
    @Nullable Path kafkaConfig,
    @Nullable Scene scene,
    Runnable requireAlive) {
  public Target {
    database = List.copyOf(database);
  }

  /// Does nothing if it can be rehearsed.
  ///
  /// @throws UserErrorException in one line, if the API does not answer
  public void requireServing() {
    try (var connection = new ApiConnection(api)) {
      connection.connect();
    } catch (IOException e) {
      throw new UserErrorException("no API answers at " + api);
    }
    if (hasDatabase()) {
      var _ = rows().decisions(Set.of());
    }
  }

  boolean hasDatabase() {
    return !database.isEmpty();
  }

  boolean hasLog() {
    return bootstrapServers != null;
  }

  /// How the judge's commands are told where the log is.
  List<String> databaseAndLog() {
    List<String> arguments = new ArrayList<>(database);
    if (bootstrapServers != null) {
      arguments.addAll(List.of("--bootstrap-servers", bootstrapServers));
    }
    if (kafkaConfig != null) {
      arguments.addAll(List.of("--kafka-config", kafkaConfig.toString()));
    }
    return arguments;
  }

  /// The database, as the judge reads it.
  DropDatabase rows() {
    var options =
        CommandLine.populateCommand(new DeploymentOptions(), database.toArray(String[]::new));
    return new DropDatabase(
        () ->
            options.connect(
                options.open(
                    (_, _) -> {
                      throw new IllegalStateException("no database");
                    },
                    null,
                    false)));
  }

  /// Settings of a Kafka client that reads the log.
  Map<String, Object> kafka() {
    return DeploymentOptions.kafka(Deployment.running("", bootstrapServers), kafkaConfig);
  }
}

package dev.muster.validator;

import dev.muster.schemas.connection.BootstrapServers;
import dev.muster.schemas.connection.KafkaProperties;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options by which every command of the judge is told what to judge.
public final class DeploymentOptions {
  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "jdbc:postgresql://HOST:PORT/NAME or postgresql://[USER@]HOST:PORT/NAME.")
  private @Nullable String url;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Instead of --db: a local system's data directory; it need not run. Without either, the"
              + " system on this machine that was kept last.")
  private @Nullable String directory;

  @Option(
      names = "--user",
      defaultValue = "muster_validator",
      description = "Role to ask as, where the URL names none (default: ${DEFAULT-VALUE}).")
  private String user = "muster_validator";

  @Option(
      names = "--password",
      interactive = true,
      arity = "0..1",
      defaultValue = "${env:PGPASSWORD}",
      description = "Its password; asked for when given without a value. Or set PGPASSWORD.")
  private @Nullable String password;

  /// Finds the system.
  ///
  /// @param bootstrapServers where its log is; null if the command line does not say
  /// @param log whether the log is needed
  /// @throws CheckFailedException if there is none
  public Deployment open(LocalDeployment local, @Nullable String bootstrapServers, boolean log) {
    if (url != null && directory != null) {
      throw new CheckFailedException("say either --db or --data");
    }
    if (url == null) {
      return local.open(directory, log);
    }
    if (log && bootstrapServers == null) {
      throw new CheckFailedException("say where the log is: --bootstrap-servers HOST:PORT");
    }
    return Deployment.running(url, bootstrapServers);
  }

  /// A new connection, which can do what its role can.
  ///
  /// @throws CheckFailedException if the database does not let us in
  public Connection connect(Deployment deployment) {
    return DatabaseUrl.parse(deployment.database()).connect(user, password);
  }

  /// Settings of a Kafka client that reads the deployment's log.
  ///
  /// @param propertiesFile further settings, meant for security; null for none
  /// @throws CheckFailedException if one of them is wrong, or the log's place is not known
  public static Map<String, Object> kafka(Deployment deployment, @Nullable Path propertiesFile) {
    var settings = new HashMap<String, Object>();
    try {
      if (propertiesFile != null) {
        settings.putAll(KafkaProperties.checked(read(propertiesFile)));
      }
      String servers = deployment.bootstrapServers() == null ? "" : deployment.bootstrapServers();
      settings.put("bootstrap.servers", BootstrapServers.checked(servers));
    } catch (IllegalArgumentException e) {
      throw new CheckFailedException(String.valueOf(e.getMessage()), e);
    }
    return settings;
  }

  private static Map<String, String> read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new CheckFailedException("cannot read " + file + ": " + e.getMessage(), e);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }
}

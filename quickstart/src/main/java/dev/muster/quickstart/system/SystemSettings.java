package dev.muster.quickstart.system;

import java.nio.file.Path;
import java.util.Map;

/// How to run a local system.
///
/// @param directory everything it keeps: data, logs, the secret
/// @param management where health and metrics are served
/// @param workers how many worker processes share the partitions
/// @param apiEnvironment settings for the API beyond those it needs, such as
///     `MUSTER_TOPICS_RETENTION`
/// @param workerEnvironment the same for every worker, such as `MUSTER_BATCH_RECORDS_MAX`
/// @param validatorEnvironment the same for the validator, such as `MUSTER_WATCH_TOURNAMENTS`
public record SystemSettings(
    Path directory,
    int httpPort,
    int postgresPort,
    int kafkaPort,
    ManagementPorts management,
    int workers,
    Map<String, String> apiEnvironment,
    Map<String, String> workerEnvironment,
    Map<String, String> validatorEnvironment) {
  public SystemSettings {
    apiEnvironment = Map.copyOf(apiEnvironment);
    workerEnvironment = Map.copyOf(workerEnvironment);
    validatorEnvironment = Map.copyOf(validatorEnvironment);
  }

  /// One worker, on ports that are free now.
  public static SystemSettings onFreePorts(Path directory) {
    return new SystemSettings(
        directory,
        Ports.free(),
        Ports.free(),
        Ports.free(),
        ManagementPorts.free(),
        1,
        Map.of(),
        Map.of(),
        Map.of());
  }

  /// The same with another number of workers.
  public SystemSettings withWorkers(int count) {
    return with(count, apiEnvironment, workerEnvironment, validatorEnvironment);
  }

  /// The same with further settings for the API.
  public SystemSettings withApiEnvironment(Map<String, String> environment) {
    return with(workers, environment, workerEnvironment, validatorEnvironment);
  }

  /// The same with further settings for every worker.
  public SystemSettings withWorkerEnvironment(Map<String, String> environment) {
    return with(workers, apiEnvironment, environment, validatorEnvironment);
  }

  /// The same with further settings for the validator.
  public SystemSettings withValidatorEnvironment(Map<String, String> environment) {
    return with(workers, apiEnvironment, workerEnvironment, environment);
  }

  private SystemSettings with(
      int count,
      Map<String, String> forApi,
      Map<String, String> forWorkers,
      Map<String, String> forValidator) {
    return new SystemSettings(
        directory,
        httpPort,
        postgresPort,
        kafkaPort,
        management,
        count,
        forApi,
        forWorkers,
        forValidator);
  }
}

package dev.muster.validator;

import org.jspecify.annotations.Nullable;

/// Finds the system to judge where the command line names none.
@FunctionalInterface
public interface LocalDeployment {
  /// There is none on this machine.
  LocalDeployment NONE =
      (directory, log) -> {
        throw new CheckFailedException(
            directory == null
                ? "say where the database is: --db URL"
                : "a data directory can be judged by ./muster only");
      };

  /// A system whose data is on this machine, started if it does not run.
  ///
  /// @param directory its data; null for the one that was kept last
  /// @param log whether the log is needed as well as the database
  /// @throws CheckFailedException if there is none
  Deployment open(@Nullable String directory, boolean log);
}

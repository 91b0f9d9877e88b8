package dev.muster.validator;

import org.jspecify.annotations.Nullable;

/// A system to judge. Closing it ends what was started only to judge it.
///
/// @param database where its rows are: a JDBC URL or `postgresql://user@host/name`
/// @param bootstrapServers where its log is; null if nobody said
/// @param release ends what was started for it
public record Deployment(String database, @Nullable String bootstrapServers, Runnable release)
    implements AutoCloseable {

  /// One that runs anyway.
  public static Deployment running(String database, @Nullable String bootstrapServers) {
    return new Deployment(database, bootstrapServers, () -> {});
  }

  @Override
  public void close() {
    release.run();
  }
}

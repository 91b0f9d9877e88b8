package dev.muster.quickstart.drop;

import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import java.net.URI;
import javax.sql.DataSource;

/// The deployment that a drop is run on. Clients know the API and nothing else; the rest is for
/// judging what they were told.
///
/// @param api where it takes commands
/// @param apiMetrics where the API's counters are scraped
/// @param bootstrapServers of its log
/// @param database its PostgreSQL, by a user who may read and analyze everything
/// @param requireAlive throws when it makes no sense to wait for it any longer
public record DropTarget(
    URI api, URI apiMetrics, String bootstrapServers, DataSource database, Runnable requireAlive) {

  /// A system that serves on this machine.
  public static DropTarget of(LocalSystem system) {
    return new DropTarget(
        system.httpUri(),
        system.apiMetricsUri(),
        system.broker().bootstrapServers(),
        system.postgres().dataSource(LocalPostgres.SUPERUSER),
        system::requireAlive);
  }
}

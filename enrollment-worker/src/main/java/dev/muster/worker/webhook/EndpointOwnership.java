package dev.muster.worker.webhook;

import java.util.UUID;

/// Which endpoints this process serves: their concurrency, rate and breaker live in one process at
/// a time.
@FunctionalInterface
public interface EndpointOwnership {
  boolean owns(UUID endpointId);
}

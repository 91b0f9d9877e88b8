package dev.muster.worker.webhook;

import java.util.UUID;

/// Which endpoints this process serves. Concurrency, rate and breaker of an endpoint live in one
/// process at a time because only its owner works for it.
@FunctionalInterface
public interface EndpointOwnership {
  /// Whether this process serves the endpoint right now.
  boolean owns(UUID endpointId);
}

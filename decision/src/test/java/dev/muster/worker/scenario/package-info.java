/// Scenarios: rules as plain text tables that run against the core in memory, the worker on
/// PostgreSQL and the whole system over HTTP.
@NullMarked
package dev.muster.worker.scenario;

import org.jspecify.annotations.NullMarked;

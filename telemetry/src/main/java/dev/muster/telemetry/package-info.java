/// What every application has beside its work: a management port with health and metrics, and the
/// meters of the Kafka clients.
@NullMarked
package dev.muster.telemetry;

import org.jspecify.annotations.NullMarked;

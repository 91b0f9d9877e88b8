/// Muster's parts as local processes: PostgreSQL, a Kafka broker, the API, workers. Each can be
/// stopped, killed and started again on its port with its data.
@NullMarked
package dev.muster.quickstart.system;

import org.jspecify.annotations.NullMarked;

/// Webhook endpoints over HTTP: what their owners ask goes to the log, what they read comes from
/// the database.
@NullMarked
package dev.muster.ingest.webhook;

import org.jspecify.annotations.NullMarked;

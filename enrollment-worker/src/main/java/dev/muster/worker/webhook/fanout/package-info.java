/// Results become deliveries: one row per event and endpoint that wants it.
@NullMarked
package dev.muster.worker.webhook.fanout;

import org.jspecify.annotations.NullMarked;

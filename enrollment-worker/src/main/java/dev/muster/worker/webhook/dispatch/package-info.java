/// Deliveries become POSTs: what is due is taken, sent, and what came of it written down.
@NullMarked
package dev.muster.worker.webhook.dispatch;

import org.jspecify.annotations.NullMarked;

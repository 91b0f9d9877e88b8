/// Tests of webhooks: fanout.
@NullMarked
package dev.muster.worker.webhook.fanout;

import org.jspecify.annotations.NullMarked;

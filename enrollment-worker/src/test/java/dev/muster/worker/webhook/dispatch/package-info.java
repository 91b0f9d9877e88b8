/// Tests of webhooks: dispatch.
@NullMarked
package dev.muster.worker.webhook.dispatch;

import org.jspecify.annotations.NullMarked;

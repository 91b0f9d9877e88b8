/// Tests of webhooks: http.
@NullMarked
package dev.muster.worker.webhook.http;

import org.jspecify.annotations.NullMarked;

/// Webhook endpoints as their owners manage them: commands in, rows changed, long work in chunks.
@NullMarked
package dev.muster.worker.webhook.manage;

import org.jspecify.annotations.NullMarked;

/// Webhooks: what was decided, told to whoever asked for it. Nothing here can hold a decision up.
@NullMarked
package dev.muster.worker.webhook;

import org.jspecify.annotations.NullMarked;

/// A receiver that misbehaves and a world of deliveries, for the tests of webhooks.
@NullMarked
package dev.muster.worker.webhook;

import org.jspecify.annotations.NullMarked;

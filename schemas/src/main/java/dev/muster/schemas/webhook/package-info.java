/// Webhooks as they cross process borders: event types, secrets, and what may be called.
@NullMarked
package dev.muster.schemas.webhook;

import org.jspecify.annotations.NullMarked;

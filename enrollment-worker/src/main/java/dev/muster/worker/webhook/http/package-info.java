/// One signed POST to somebody else's server: where it may go, how long it may take.
@NullMarked
package dev.muster.worker.webhook.http;

import org.jspecify.annotations.NullMarked;

/// Outcomes delivered to webhook endpoints: made from the results topic, sent by HTTP. Nothing of a
/// decision waits for any of it.
@NullMarked
package dev.muster.worker.webhook;

import org.jspecify.annotations.NullMarked;

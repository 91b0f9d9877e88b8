/// Storms: many clients at once against the whole system, over HTTP and Kafka, nothing mocked.
@NullMarked
package dev.muster.quickstart.storm;

import org.jspecify.annotations.NullMarked;

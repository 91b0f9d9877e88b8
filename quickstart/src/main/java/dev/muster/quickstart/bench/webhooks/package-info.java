/// How fast outcomes reach a webhook receiver.
@NullMarked
package dev.muster.quickstart.bench.webhooks;

import org.jspecify.annotations.NullMarked;

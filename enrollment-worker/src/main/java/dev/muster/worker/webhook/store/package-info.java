/// What is asked of PostgreSQL for webhooks, one statement a class.
@NullMarked
package dev.muster.worker.webhook.store;

import org.jspecify.annotations.NullMarked;

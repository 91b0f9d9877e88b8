/// The managing of endpoints on a real database.
@NullMarked
package dev.muster.worker.webhook.manage;

import org.jspecify.annotations.NullMarked;

/// Tests of what crosses process borders for webhooks.
@NullMarked
package dev.muster.schemas.webhook;

import org.jspecify.annotations.NullMarked;

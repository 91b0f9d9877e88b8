/// Results: what was decided, one per request, and the document that clients poll.
@NullMarked
package dev.muster.schemas.result;

import org.jspecify.annotations.NullMarked;

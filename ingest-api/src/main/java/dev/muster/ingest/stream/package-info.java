/// Event streams (`text/event-stream`): many open responses, a bounded number of bytes for each,
/// and no thread for any.
@NullMarked
package dev.muster.ingest.stream;

import org.jspecify.annotations.NullMarked;

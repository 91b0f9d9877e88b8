/// Requests on their way to the log: their ids, and what came of the append.
@NullMarked
package dev.muster.ingest.request;

import org.jspecify.annotations.NullMarked;

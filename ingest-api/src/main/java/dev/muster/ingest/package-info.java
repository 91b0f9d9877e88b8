/// The ingest API: HTTP in, log out, outcomes back. It writes nothing anywhere but the log.
@NullMarked
package dev.muster.ingest;

import org.jspecify.annotations.NullMarked;

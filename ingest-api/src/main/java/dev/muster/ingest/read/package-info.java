/// What clients read: one SQL statement per class, on read-only connections.
@NullMarked
package dev.muster.ingest.read;

import org.jspecify.annotations.NullMarked;

/// What the results topic says, in memory: outcomes for those who wait, counts for those who watch.
@NullMarked
package dev.muster.ingest.outcome;

import org.jspecify.annotations.NullMarked;

/// Reads the command log: one consumer, one lane for each partition, and what happens when
/// something fails.
@NullMarked
package dev.muster.worker.intake;

import org.jspecify.annotations.NullMarked;

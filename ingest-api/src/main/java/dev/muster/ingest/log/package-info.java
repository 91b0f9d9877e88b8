/// The command log: one append, acknowledged by the brokers or not at all.
@NullMarked
package dev.muster.ingest.log;

import org.jspecify.annotations.NullMarked;

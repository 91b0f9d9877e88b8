/// The decision: a pure function from what the database holds and what the log says to what
/// changes. No clock, no IO, no Spring, no JDBC; an architecture test holds that.
@NullMarked
package dev.muster.worker.decision;

import org.jspecify.annotations.NullMarked;

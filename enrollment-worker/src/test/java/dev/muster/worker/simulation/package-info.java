/// Broker, database, workers and clients on one thread, in virtual time: everything that chance
/// decides in the world is drawn from one seed, and the worker's own code runs in the middle.
@NullMarked
package dev.muster.worker.simulation;

import org.jspecify.annotations.NullMarked;

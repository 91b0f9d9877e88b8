/// As much of PostgreSQL as the worker's statements need, in memory: tables with their named
/// guards, and an evaluator that goes by the statements' own text.
@NullMarked
package dev.muster.worker.simulation.database;

import org.jspecify.annotations.NullMarked;

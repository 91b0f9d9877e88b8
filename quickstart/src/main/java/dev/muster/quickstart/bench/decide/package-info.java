/// Several ways to sell seats for credits, each on a database of its own on one server: what they
/// leave behind is the same rows in the same tables.
@NullMarked
package dev.muster.quickstart.bench.decide;

import org.jspecify.annotations.NullMarked;

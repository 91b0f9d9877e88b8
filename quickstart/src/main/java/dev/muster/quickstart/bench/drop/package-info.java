/// A drop that is large for the heaps that the processes have.
@NullMarked
package dev.muster.quickstart.bench.drop;

import org.jspecify.annotations.NullMarked;

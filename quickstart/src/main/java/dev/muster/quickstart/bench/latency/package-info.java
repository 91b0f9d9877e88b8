/// How long a single request takes when nothing else is in its way.
@NullMarked
package dev.muster.quickstart.bench.latency;

import org.jspecify.annotations.NullMarked;

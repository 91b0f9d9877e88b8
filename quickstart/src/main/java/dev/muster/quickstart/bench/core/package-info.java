/// The decision core alone, by JMH: no database, no broker, one thread.
@NullMarked
package dev.muster.quickstart.bench.core;

import org.jspecify.annotations.NullMarked;

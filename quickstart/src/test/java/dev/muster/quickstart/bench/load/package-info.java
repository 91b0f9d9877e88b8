@NullMarked
package dev.muster.quickstart.bench.load;

import org.jspecify.annotations.NullMarked;

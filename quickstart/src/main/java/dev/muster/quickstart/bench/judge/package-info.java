/// How fast the judge is.
@NullMarked
package dev.muster.quickstart.bench.judge;

import org.jspecify.annotations.NullMarked;

/// What a trace shows of a request's way.
@NullMarked
package dev.muster.quickstart.trace;

import org.jspecify.annotations.NullMarked;

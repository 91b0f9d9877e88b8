/// What the applications write to their logs, and what they never do.
@NullMarked
package dev.muster.quickstart.logs;

import org.jspecify.annotations.NullMarked;

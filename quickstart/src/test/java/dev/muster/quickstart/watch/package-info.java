/// The validator, beside a whole system that has its troubles.
@NullMarked
package dev.muster.quickstart.watch;

import org.jspecify.annotations.NullMarked;

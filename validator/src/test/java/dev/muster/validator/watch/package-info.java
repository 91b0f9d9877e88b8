/// Each gauge against a state that was planted.
@NullMarked
package dev.muster.validator.watch;

import org.jspecify.annotations.NullMarked;

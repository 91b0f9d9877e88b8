/// Decides the log again.
@NullMarked
package dev.muster.validator.replay;

import org.jspecify.annotations.NullMarked;

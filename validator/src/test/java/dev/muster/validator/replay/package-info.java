/// Tests of the replay.
@NullMarked
package dev.muster.validator.replay;

import org.jspecify.annotations.NullMarked;

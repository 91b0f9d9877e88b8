/// The wire form, pinned.
@NullMarked
package dev.muster.schemas.wire;

import org.jspecify.annotations.NullMarked;

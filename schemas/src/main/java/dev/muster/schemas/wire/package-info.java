/// The JSON codec of commands and results, and their CloudEvents headers.
@NullMarked
package dev.muster.schemas.wire;

import org.jspecify.annotations.NullMarked;

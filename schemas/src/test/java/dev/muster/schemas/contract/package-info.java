/// The documents other people build on, held to the code.
@NullMarked
package dev.muster.schemas.contract;

import org.jspecify.annotations.NullMarked;

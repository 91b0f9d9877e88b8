/// The commands of `./muster`.
@NullMarked
package dev.muster.quickstart;

import org.jspecify.annotations.NullMarked;

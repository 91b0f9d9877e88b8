/// Log in, decision, rows and results out.
@NullMarked
package dev.muster.worker;

import org.jspecify.annotations.NullMarked;

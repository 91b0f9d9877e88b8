/// Trying out what is shipped: the compose file, with a real engine.
@NullMarked
package dev.muster.quickstart.ship;

import org.jspecify.annotations.NullMarked;

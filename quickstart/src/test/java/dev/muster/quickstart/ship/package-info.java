/// What is shipped besides jars: the compose file and the images, held to what the applications
/// really are.
@NullMarked
package dev.muster.quickstart.ship;

import org.jspecify.annotations.NullMarked;

/// Publishes results, in the order of their commands.
@NullMarked
package dev.muster.worker.publish;

import org.jspecify.annotations.NullMarked;

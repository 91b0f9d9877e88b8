@NullMarked
package dev.muster.worker.intake;

import org.jspecify.annotations.NullMarked;

/// Decides the log again and compares what comes out with the database, row by row.
@NullMarked
package dev.muster.validator.replay;

import org.jspecify.annotations.NullMarked;

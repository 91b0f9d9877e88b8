/// What the database and the results must be, worked out from the command log alone.
@NullMarked
package dev.muster.quickstart.oracle;

import org.jspecify.annotations.NullMarked;

/// The judge: reads a Muster database with its own SQL and says whether the promise was kept. It
/// knows nothing of the code that wrote the rows.
@NullMarked
package dev.muster.validator;

import org.jspecify.annotations.NullMarked;

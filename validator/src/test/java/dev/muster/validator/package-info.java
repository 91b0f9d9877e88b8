/// The judge, judged.
@NullMarked
package dev.muster.validator;

import org.jspecify.annotations.NullMarked;

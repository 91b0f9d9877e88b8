/// A report tells what the rows say, and a changed copy is found out.
@NullMarked
package dev.muster.validator.report;

import org.jspecify.annotations.NullMarked;

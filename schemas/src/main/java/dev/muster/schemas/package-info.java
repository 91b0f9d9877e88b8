/// What crosses a process border: topic names, limits, database migrations.
@NullMarked
package dev.muster.schemas;

import org.jspecify.annotations.NullMarked;

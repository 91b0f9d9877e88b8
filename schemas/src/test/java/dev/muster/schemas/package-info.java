/// The database contract, held to the migrations.
@NullMarked
package dev.muster.schemas;

import org.jspecify.annotations.NullMarked;

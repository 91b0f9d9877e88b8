/// Watches a whole Muster system from outside: what the broker and the database say of it goes on
/// being told when every worker is dead.
@NullMarked
package dev.muster.validator.watch;

import org.jspecify.annotations.NullMarked;

/// What Muster does in a second, and what would be used instead of it does in the same second of
/// the same machine.
@NullMarked
package dev.muster.quickstart.bench;

import org.jspecify.annotations.NullMarked;

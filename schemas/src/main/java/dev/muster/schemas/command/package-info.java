/// Commands: what callers ask for, in the imperative.
@NullMarked
package dev.muster.schemas.command;

import org.jspecify.annotations.NullMarked;

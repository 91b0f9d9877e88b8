/// The named faults of a rehearsal: each breaks one thing, and shows that it really did.
@NullMarked
package dev.muster.quickstart.rehearse.fault;

import org.jspecify.annotations.NullMarked;

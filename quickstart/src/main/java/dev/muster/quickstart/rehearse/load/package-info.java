/// The open-loop load of a rehearsal: a crowd whose clicks come at their planned moments, whatever
/// the system does.
@NullMarked
package dev.muster.quickstart.rehearse.load;

import org.jspecify.annotations.NullMarked;

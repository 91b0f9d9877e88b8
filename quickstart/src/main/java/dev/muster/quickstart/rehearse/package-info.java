/// The rehearsal: an open-loop load, faults in the midst of it, and one verdict.
///
/// [dev.muster.quickstart.rehearse.Rehearsal] is the story.
@NullMarked
package dev.muster.quickstart.rehearse;

import org.jspecify.annotations.NullMarked;

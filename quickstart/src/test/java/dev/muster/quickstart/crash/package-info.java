/// Crashes and outages in mid-drop: whatever dies when, the final state is that of an undisturbed
/// run.
@NullMarked
package dev.muster.quickstart.crash;

import org.jspecify.annotations.NullMarked;

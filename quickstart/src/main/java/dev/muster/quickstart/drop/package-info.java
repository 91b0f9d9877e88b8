/// The sample drop: a crowd that behaves like a real one, driven over HTTP, then judged.
///
/// [dev.muster.quickstart.drop.SampleDrop] is the story; everything else is a scene of it.
@NullMarked
package dev.muster.quickstart.drop;

import org.jspecify.annotations.NullMarked;

/// What several scenarios load a system with: commands put straight on the log, and requests at a
/// steady pace.
@NullMarked
package dev.muster.quickstart.bench.load;

import org.jspecify.annotations.NullMarked;

/// Muster on a broker and a database that take secured connections only.
@NullMarked
package dev.muster.quickstart.secure;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.muster.quickstart.rehearse.load;

import org.jspecify.annotations.NullMarked;

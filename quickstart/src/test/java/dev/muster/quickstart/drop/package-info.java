@NullMarked
package dev.muster.quickstart.drop;

import org.jspecify.annotations.NullMarked;

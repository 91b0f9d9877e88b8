@NullMarked
package dev.muster.quickstart;

import org.jspecify.annotations.NullMarked;

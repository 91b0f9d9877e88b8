@NullMarked
package dev.muster.quickstart.system;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.muster.quickstart.observe;

import org.jspecify.annotations.NullMarked;

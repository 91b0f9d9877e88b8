@NullMarked
package dev.muster.quickstart.rehearse;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.muster.quickstart.rehearse.fault;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.muster.quickstart.rehearse.proxy;

import org.jspecify.annotations.NullMarked;

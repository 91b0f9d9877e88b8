/// A TCP proxy of our own between workers and PostgreSQL, for breaking what is between them.
@NullMarked
package dev.muster.quickstart.rehearse.proxy;

import org.jspecify.annotations.NullMarked;

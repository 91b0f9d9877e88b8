/// A client of the HTTP API, for tests.
@NullMarked
package dev.muster.quickstart.client;

import org.jspecify.annotations.NullMarked;

/// Muster over HTTP, beside a server that decides in the request, and one that does nothing.
@NullMarked
package dev.muster.quickstart.bench.http;

import org.jspecify.annotations.NullMarked;

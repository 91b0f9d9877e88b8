/// HTTP: routes, bodies, problems, and one endpoint class per kind of thing.
@NullMarked
package dev.muster.ingest.http;

import org.jspecify.annotations.NullMarked;

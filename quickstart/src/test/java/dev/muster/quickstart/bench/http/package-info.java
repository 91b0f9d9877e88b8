@NullMarked
package dev.muster.quickstart.bench.http;

import org.jspecify.annotations.NullMarked;

/// The scenarios against the whole system over HTTP.
@NullMarked
package dev.muster.quickstart.scenario;

import org.jspecify.annotations.NullMarked;

/// What the telemetry of every application rests on.
@NullMarked
package dev.muster.telemetry;

import org.jspecify.annotations.NullMarked;

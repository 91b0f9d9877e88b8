/// Turns records of the command topics into entries that can be decided, the same way for whoever
/// reads the log: the worker that decides it and the judge that decides it again.
@NullMarked
package dev.muster.worker.decode;

import org.jspecify.annotations.NullMarked;

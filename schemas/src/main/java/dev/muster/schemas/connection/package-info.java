/// How an application is told to reach the log and the database: checked alike in each of them,
/// before anything connects, and without a word of what is secret.
@NullMarked
package dev.muster.schemas.connection;

import org.jspecify.annotations.NullMarked;

/// Real infrastructure for the tests of every module.
@NullMarked
package dev.muster.schemas.testing;

import org.jspecify.annotations.NullMarked;

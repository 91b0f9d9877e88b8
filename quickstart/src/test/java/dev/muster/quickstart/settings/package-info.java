/// Every setting of every application, on one page that cannot go stale.
@NullMarked
package dev.muster.quickstart.settings;

import org.jspecify.annotations.NullMarked;

/// Whether an operator would see it: a Prometheus beside a local system, and every dashboard and
/// rule held against what it scraped.
@NullMarked
package dev.muster.quickstart.observe;

import org.jspecify.annotations.NullMarked;

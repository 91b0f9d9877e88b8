/// One SQL statement a class: its text, its binding and its rows on one screen. None is run once
/// per record: how many statements a batch takes does not depend on its size.
@NullMarked
package dev.muster.worker.store;

import org.jspecify.annotations.NullMarked;

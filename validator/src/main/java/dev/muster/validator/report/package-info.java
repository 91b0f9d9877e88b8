/// The report: one tournament told to outsiders, in a form that anybody can verify later.
@NullMarked
package dev.muster.validator.report;

import org.jspecify.annotations.NullMarked;

/** The results of a run, as JSON and as one page for people. */
@NullMarked
package io.promferry.loadtests.report;

import org.jspecify.annotations.NullMarked;

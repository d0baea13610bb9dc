/** The results of a run as one HTML page that needs nothing but itself. */
@NullMarked
package io.promferry.loadtests.report.page;

import org.jspecify.annotations.NullMarked;

/** A real browser for tests of pages. */
@NullMarked
package io.promferry.loadtests.browser;

import org.jspecify.annotations.NullMarked;

/** The gateway and its peers in one run, at the same work. */
@NullMarked
package io.promferry.loadtests.compare;

import org.jspecify.annotations.NullMarked;

/** A remote-write receiver that keeps all that arrives, as it arrived: the store that none is. */
@NullMarked
package io.promferry.loadtests.sink;

import org.jspecify.annotations.NullMarked;

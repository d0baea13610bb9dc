/** Remote-write receivers: one that keeps all that arrives, and one for load that can misbehave. */
@NullMarked
package io.promferry.loadtests.sink;

import org.jspecify.annotations.NullMarked;

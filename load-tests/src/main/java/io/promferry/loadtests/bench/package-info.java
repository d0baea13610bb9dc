/** JMH benchmarks of what every sample goes through. */
@NullMarked
package io.promferry.loadtests.bench;

import org.jspecify.annotations.NullMarked;

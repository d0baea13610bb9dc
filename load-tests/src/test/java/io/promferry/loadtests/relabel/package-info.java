/** The gateway's relabel rules next to those of real Prometheus servers. */
@NullMarked
package io.promferry.loadtests.relabel;

import org.jspecify.annotations.NullMarked;

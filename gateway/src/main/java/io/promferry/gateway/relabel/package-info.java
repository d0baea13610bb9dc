/** Prometheus relabel rules, as written and as run. */
@NullMarked
package io.promferry.gateway.relabel;

import org.jspecify.annotations.NullMarked;

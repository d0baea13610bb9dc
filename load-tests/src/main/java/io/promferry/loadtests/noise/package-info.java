/** Tenants that hurt others if they can, quiet ones beside them, and what both cost. */
@NullMarked
package io.promferry.loadtests.noise;

import org.jspecify.annotations.NullMarked;

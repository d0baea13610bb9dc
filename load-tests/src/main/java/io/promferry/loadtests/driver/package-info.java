/** Tenants that write at fixed times, whatever becomes of the writes before: an open loop. */
@NullMarked
package io.promferry.loadtests.driver;

import org.jspecify.annotations.NullMarked;

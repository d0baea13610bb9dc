/**
 * An API server for tests: what of a real one the operator depends on, in memory and exact, and
 * nothing else.
 */
@NullMarked
package io.promferry.tenantpromconfig.apiserver;

import org.jspecify.annotations.NullMarked;

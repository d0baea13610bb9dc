/** Delivery to the central store. */
@NullMarked
package io.promferry.gateway.upstream;

import org.jspecify.annotations.NullMarked;

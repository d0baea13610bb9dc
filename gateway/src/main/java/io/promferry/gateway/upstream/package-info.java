/** Delivery to the central stores. */
@NullMarked
package io.promferry.gateway.upstream;

import org.jspecify.annotations.NullMarked;

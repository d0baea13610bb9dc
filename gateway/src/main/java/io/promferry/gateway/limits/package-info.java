/** How much a tenant may send. */
@NullMarked
package io.promferry.gateway.limits;

import org.jspecify.annotations.NullMarked;

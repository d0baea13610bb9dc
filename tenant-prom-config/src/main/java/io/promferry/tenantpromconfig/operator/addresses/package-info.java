/** Hands out the addresses of the transit range. */
@NullMarked
package io.promferry.tenantpromconfig.operator.addresses;

import org.jspecify.annotations.NullMarked;

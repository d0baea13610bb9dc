/** Asks the gateway's replicas what they know of tenants. */
@NullMarked
package io.promferry.tenantpromconfig.operator.flow;

import org.jspecify.annotations.NullMarked;

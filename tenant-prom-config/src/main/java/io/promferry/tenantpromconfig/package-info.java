/** The tenant's side: credentials and configuration of a tenant's Prometheus. */
@NullMarked
package io.promferry.tenantpromconfig;

import org.jspecify.annotations.NullMarked;

/** By what the gateway knows a tenant, and how that changes without a refused write. */
@NullMarked
package io.promferry.tenantpromconfig.operator.credentials;

import org.jspecify.annotations.NullMarked;

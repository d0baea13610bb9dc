/** Entries in Vpcs, among those of others. */
@NullMarked
package io.promferry.tenantpromconfig.operator.vpc;

import org.jspecify.annotations.NullMarked;

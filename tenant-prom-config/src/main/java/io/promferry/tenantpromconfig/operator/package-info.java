/** Brings the cluster to what is rendered, and says how far it is. */
@NullMarked
package io.promferry.tenantpromconfig.operator;

import org.jspecify.annotations.NullMarked;

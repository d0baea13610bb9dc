/** Objects in the cluster that are wholly ours: made, repaired and removed, and never adopted. */
@NullMarked
package io.promferry.tenantpromconfig.operator.objects;

import org.jspecify.annotations.NullMarked;

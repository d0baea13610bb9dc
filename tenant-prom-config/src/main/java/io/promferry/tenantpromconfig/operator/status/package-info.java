/** How far a tenant is, in plain words: conditions, and Events when they change. */
@NullMarked
package io.promferry.tenantpromconfig.operator.status;

import org.jspecify.annotations.NullMarked;

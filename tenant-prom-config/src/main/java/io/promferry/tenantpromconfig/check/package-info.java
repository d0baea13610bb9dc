/** What the gateway would not accept of a Prometheus configuration. */
@NullMarked
package io.promferry.tenantpromconfig.check;

import org.jspecify.annotations.NullMarked;

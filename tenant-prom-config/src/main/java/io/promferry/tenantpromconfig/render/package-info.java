/**
 * From a MetricsTenant to everything that tenant needs; pure, so that the same input gives the same
 * bytes.
 */
@NullMarked
package io.promferry.tenantpromconfig.render;

import org.jspecify.annotations.NullMarked;

/** The gateway's own metrics, every name in one place. */
@NullMarked
package io.promferry.gateway.telemetry;

import org.jspecify.annotations.NullMarked;

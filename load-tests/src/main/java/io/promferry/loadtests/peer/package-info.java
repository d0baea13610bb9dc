/**
 * Real peers of the gateway (Prometheus, VictoriaMetrics, vmagent, HAProxy) and the gateway itself,
 * run from outside.
 */
@NullMarked
package io.promferry.loadtests.peer;

import org.jspecify.annotations.NullMarked;

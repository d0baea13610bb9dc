/** What proves the gateway: real peers, integration tests, and the load-test harness. */
@NullMarked
package io.promferry.loadtests;

import org.jspecify.annotations.NullMarked;

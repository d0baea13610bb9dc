/** What is done to a gateway, and what must hold then. */
@NullMarked
package io.promferry.loadtests.scenario;

import org.jspecify.annotations.NullMarked;

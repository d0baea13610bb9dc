/** What the gateway logs: the names of its events, and what keeps them few. */
@NullMarked
package io.promferry.gateway.events;

import org.jspecify.annotations.NullMarked;

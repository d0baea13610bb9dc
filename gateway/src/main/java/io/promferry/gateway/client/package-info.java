/** What the gateway shows a server that it asks, and trusts of it, as files say that may change. */
@NullMarked
package io.promferry.gateway.client;

import org.jspecify.annotations.NullMarked;

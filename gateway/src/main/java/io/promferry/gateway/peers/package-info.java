/** What the other replicas of this gateway take of tenants' rates. */
@NullMarked
package io.promferry.gateway.peers;

import org.jspecify.annotations.NullMarked;

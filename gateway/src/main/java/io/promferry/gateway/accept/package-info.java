/** What happens to a connection of the tenants before HTTP is spoken on it. */
@NullMarked
package io.promferry.gateway.accept;

import org.jspecify.annotations.NullMarked;

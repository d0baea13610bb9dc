/** From credentials to a tenant, or a refusal. */
@NullMarked
package io.promferry.gateway.auth;

import org.jspecify.annotations.NullMarked;

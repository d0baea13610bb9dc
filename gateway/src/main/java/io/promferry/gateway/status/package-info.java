/** What is known of each tenant's writes, and why it is silent, in plain words. */
@NullMarked
package io.promferry.gateway.status;

import org.jspecify.annotations.NullMarked;

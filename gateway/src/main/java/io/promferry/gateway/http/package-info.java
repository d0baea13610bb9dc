/** The listeners and what they answer. */
@NullMarked
package io.promferry.gateway.http;

import org.jspecify.annotations.NullMarked;

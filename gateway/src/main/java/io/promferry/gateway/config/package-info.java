/** The process's own configuration, as immutable values. */
@NullMarked
package io.promferry.gateway.config;

import org.jspecify.annotations.NullMarked;

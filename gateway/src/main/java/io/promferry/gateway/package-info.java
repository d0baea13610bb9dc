/** The gateway process: starts, reloads and stops what the other packages are. */
@NullMarked
package io.promferry.gateway;

import org.jspecify.annotations.NullMarked;

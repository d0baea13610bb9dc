/** One write, from compressed body to compressed body and statistics; synchronous, no I/O. */
@NullMarked
package io.promferry.gateway.pipeline;

import org.jspecify.annotations.NullMarked;

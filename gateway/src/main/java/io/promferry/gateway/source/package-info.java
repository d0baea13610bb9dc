/** The format of a tenant entry, wherever it comes from. */
@NullMarked
package io.promferry.gateway.source;

import org.jspecify.annotations.NullMarked;

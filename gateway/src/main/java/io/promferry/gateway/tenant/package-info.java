/** Who may write, and what applies to them: an immutable directory, swapped whole. */
@NullMarked
package io.promferry.gateway.tenant;

import org.jspecify.annotations.NullMarked;

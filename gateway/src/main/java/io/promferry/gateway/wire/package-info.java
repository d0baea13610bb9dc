/** Remote-write protobuf, read and rewritten without objects. */
@NullMarked
package io.promferry.gateway.wire;

import org.jspecify.annotations.NullMarked;

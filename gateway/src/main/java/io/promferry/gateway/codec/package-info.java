/** The bodies' compression, sizes checked before anything is allocated. */
@NullMarked
package io.promferry.gateway.codec;

import org.jspecify.annotations.NullMarked;

/** Certificates and keys as they stand in PEM files, tried out before anything relies on them. */
@NullMarked
package io.promferry.gateway.tls;

import org.jspecify.annotations.NullMarked;

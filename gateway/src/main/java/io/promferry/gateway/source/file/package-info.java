/** Tenant entries from files. */
@NullMarked
package io.promferry.gateway.source.file;

import org.jspecify.annotations.NullMarked;

/** Values made from files that may be replaced while the process runs. */
@NullMarked
package io.promferry.gateway.files;

import org.jspecify.annotations.NullMarked;

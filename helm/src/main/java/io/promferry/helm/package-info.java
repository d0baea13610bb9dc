/** The Helm chart, rendered and checked without a helm binary. */
@NullMarked
package io.promferry.helm;

import org.jspecify.annotations.NullMarked;

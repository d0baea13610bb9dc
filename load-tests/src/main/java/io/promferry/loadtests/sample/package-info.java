/** Raw samples as stores answer them, and their comparison one by one. */
@NullMarked
package io.promferry.loadtests.sample;

import org.jspecify.annotations.NullMarked;

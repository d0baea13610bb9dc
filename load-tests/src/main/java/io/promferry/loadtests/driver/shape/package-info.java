/** What series a tenant has, from a file that describes families of metrics and their targets. */
@NullMarked
package io.promferry.loadtests.driver.shape;

import org.jspecify.annotations.NullMarked;

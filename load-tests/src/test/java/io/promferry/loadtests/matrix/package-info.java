/** Every sender with every store, through the gateway: who keeps what. */
@NullMarked
package io.promferry.loadtests.matrix;

import org.jspecify.annotations.NullMarked;

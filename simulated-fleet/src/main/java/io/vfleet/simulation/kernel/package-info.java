/// What a kernel knows of its machine, as objects. State only: nothing here says what is good.
package io.vfleet.simulation.kernel;

/// What can be bought: cards, servers, processors, kernels.
package io.vfleet.simulation.catalog;

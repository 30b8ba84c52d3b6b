/// Facts: what a host said, uninterpreted.
package io.vfleet.domain.inventory;

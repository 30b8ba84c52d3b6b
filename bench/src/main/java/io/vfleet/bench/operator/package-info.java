/// The person or program on the other side: asks for operations through the REST API.
package io.vfleet.bench.operator;

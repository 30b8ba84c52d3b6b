/// What is counted: requests, failures, processor time and memory.
package io.vfleet.bench.measure;

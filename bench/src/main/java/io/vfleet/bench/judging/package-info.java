/// What a diagnosis costs.
package io.vfleet.bench.judging;

/// What every bench needs: a server of its own, and how misuse and progress are told.
package io.vfleet.bench.support;

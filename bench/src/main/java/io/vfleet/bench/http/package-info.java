/// HTTP/1.1 for thousands of connections on one thread.
package io.vfleet.bench.http;

/// From a report to rows: parse, compare and diagnose on the request's thread, commit in groups.
package io.vfleet.server.ingest;

/// Knowledge kept as rows in files, each with its source.
package io.vfleet.domain.table;

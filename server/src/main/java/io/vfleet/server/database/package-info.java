/// Which PostgreSQL the service uses, its schema, and how rows travel there as arrays.
package io.vfleet.server.database;

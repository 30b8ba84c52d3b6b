/// What the service's tests share.
package io.vfleet.server;

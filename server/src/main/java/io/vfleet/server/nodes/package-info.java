/// Who the nodes are: enrollment, credentials, approval.
package io.vfleet.server.nodes;

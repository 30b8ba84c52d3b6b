/// Does what the server may ask of a node, unless the node itself objects.
package io.vfleet.agent.operate;

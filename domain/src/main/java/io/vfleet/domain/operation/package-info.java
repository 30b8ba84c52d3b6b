/// Changes: what may be asked of a node, what decides whether it is done, and how it ended.
package io.vfleet.domain.operation;

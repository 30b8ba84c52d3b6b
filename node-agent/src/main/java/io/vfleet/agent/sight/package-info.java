/// A host looked at by those who must not take "cannot be read" for "is not there".
package io.vfleet.agent.sight;

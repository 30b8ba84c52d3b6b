/// Who on a host sets VF counts beside the agent.
package io.vfleet.agent.owners;

/// How the agent makes sure that the server it talks to is the one that was meant.
package io.vfleet.agent.tls;

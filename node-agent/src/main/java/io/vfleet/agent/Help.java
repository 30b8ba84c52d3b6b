package io.vfleet.agent;

/// What the commands are, for people at a terminal.
final class Help {

    static final String TEXT =
            """
            usage: vfleet-agent COMMAND [OPTION...]

              doctor [--root DIR] [-o text|json]
                        judges the whole chain of this host, without a server
                        exit code: 2 a link is broken, 3 a link is unknown, 1 a warning, 0 none of these
              collect [--root DIR] [-o json] [--capture FILE [--mask]]
                        prints all facts; --capture keeps the files they were read from as a .tgz,
                        which unpacked is a DIR for --root; --mask replaces names, addresses and
                        serial numbers of the machine in it
              agent --server URL [--enroll-token T | --enroll-token-file FILE] [--ca-sha256 HEX]
                    [--config FILE] [--root DIR] [--state DIR=/var/lib/vfleet-agent] [--hostname NAME]
                    [--metrics-port PORT]
                        reports to a server until it is stopped; FILE (/etc/vfleet/agent.yaml) says
                        what the command line leaves out: server, caSha256, enrollTokenFile, hostname
                        exit code: 0 stopped, 1 could not run
              reapply --server URL [--config FILE] [--root DIR] [--state DIR=/var/lib/vfleet-agent]
                        after a boot: gives PFs that lost their VFs the counts that the last operations
                        left them with, where policy.yaml says reapplyAtBoot: true; all gates are asked
              help

            Colors on a terminal only, and not with NO_COLOR; signs where the locale has them.
            Every command: exit code 64 for a wrong command line, 74 where a file could not be written.
            """;

    private Help() {}
}

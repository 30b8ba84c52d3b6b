package io.vfleet.server.nodes;

import io.swagger.v3.oas.annotations.Hidden;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.ChallengeAnswer;
import io.vfleet.domain.wire.MalformedDocument;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// How a host becomes a node and proves to be it: the agents' routes that need no access token.
@Hidden
@RestController
@RequestMapping(
        path = "/agent/v1",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
class IdentityController {

    private final Registration registration;
    private final AccessTokens tokens;
    private final EnrollLimit limit;

    IdentityController(Registration registration, AccessTokens tokens, EnrollLimit limit) {
        this.registration = registration;
        this.tokens = tokens;
        this.limit = limit;
    }

    @PostMapping("/enroll")
    byte[] enroll(HttpServletRequest request) throws IOException {
        limit.pass(request.getRemoteAddr());
        try {
            return AgentJson.write(
                    registration.enroll(AgentJson.readEnrollRequest(SmallBody.of(request))));
        } catch (MalformedDocument e) {
            throw AgentRefusal.malformed(e);
        }
    }

    @PostMapping("/challenge")
    byte[] challenge(HttpServletRequest request) throws IOException {
        try {
            var message = AgentJson.readChallengeRequest(SmallBody.of(request));
            return AgentJson.write(new ChallengeAnswer(tokens.challenge(message.nodeId())));
        } catch (MalformedDocument e) {
            throw AgentRefusal.malformed(e);
        }
    }

    @PostMapping("/token")
    byte[] token(HttpServletRequest request) throws IOException {
        try {
            return AgentJson.write(tokens.token(AgentJson.readTokenRequest(SmallBody.of(request))));
        } catch (MalformedDocument e) {
            throw AgentRefusal.malformed(e);
        }
    }
}

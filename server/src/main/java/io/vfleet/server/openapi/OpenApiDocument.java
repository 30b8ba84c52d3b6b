package io.vfleet.server.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.vfleet.server.platform.ProblemType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What every operation has in common: credentials, problem details, where the service is.
@Configuration
class OpenApiDocument {

    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI describedApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("vfleet")
                                .version("v1")
                                .description(
                                        "Names the first broken link of every node's SR-IOV chain.")
                                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("Wherever this was read")))
                .components(
                        new Components()
                                .addSecuritySchemes("token", scheme("bearer", "An API token"))
                                .addSecuritySchemes("password", scheme("basic", "A person"))
                                .addSecuritySchemes("session", session()))
                .addSecurityItem(new SecurityRequirement().addList("token"))
                .addSecurityItem(new SecurityRequirement().addList("password"))
                .addSecurityItem(new SecurityRequirement().addList("session"));
    }

    private static SecurityScheme session() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name("vfleet_session")
                .description(
                        "A person who logged in; changes also need the value of the cookie XSRF-TOKEN as"
                                + " header X-XSRF-TOKEN");
    }

    private static SecurityScheme scheme(String name, String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(name)
                .description(description);
    }

    private static Schema<?> problem() {
        var text = new Schema<String>();
        text.addType("string");
        var number = new Schema<Integer>();
        number.addType("integer");
        var schema = new Schema<Object>();
        schema.addType("object");
        schema.setDescription("RFC 9457; scripts match on `type`, which never changes");
        for (String name : List.of("title", "detail", "instance", "field")) {
            schema.addProperty(name, text);
        }
        schema.addProperty("type", types());
        schema.addProperty("limit", number);
        schema.addProperty("status", number);
        schema.addProperty("value", new Schema<Object>());
        schema.addProperty("expected", new Schema<Object>());
        schema.setRequired(List.of("type", "title", "status", "detail"));
        schema.setAdditionalProperties(true);
        return schema;
    }

    /// Agents have some of their own.
    private static Schema<?> types() {
        var type = new Schema<String>();
        type.addType("string");
        type.setDescription(
                Stream.of(ProblemType.values())
                        .map(one -> "`%s` (%d)".formatted(one.uri(), one.status().value()))
                        .collect(Collectors.joining(", ", "Which never changes: ", "")));
        return type;
    }

    @Bean
    OpenApiCustomizer documentedProblems() {
        return document -> {
            // here, as springdoc drops a schema that no method names
            document.getComponents().addSchemas(PROBLEM, problem());
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(OpenApiDocument::addProblem);
        };
    }

    private static void addProblem(Operation operation) {
        var body = new Schema<Object>().$ref("#/components/schemas/" + PROBLEM);
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("What went wrong")
                                .content(
                                        new Content()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        new MediaType().schema(body))));
    }
}

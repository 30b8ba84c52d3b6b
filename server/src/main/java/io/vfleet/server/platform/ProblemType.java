package io.vfleet.server.platform;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// Every kind of problem an answer may name; scripts match on the URI, so a name never changes.
public enum ProblemType {
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is no valid JSON"),
    MISSING_BODY(HttpStatus.BAD_REQUEST, "The body is missing"),
    UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, "A field is not known here"),
    UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST, "A query parameter is not known here"),
    INVALID_VALUE(HttpStatus.BAD_REQUEST, "A value cannot be accepted"),
    INVALID_FILTER(HttpStatus.BAD_REQUEST, "The filter cannot be understood"),
    INVALID_ORDER(HttpStatus.BAD_REQUEST, "The list cannot be ordered like that"),
    INVALID_PAGE_TOKEN(HttpStatus.BAD_REQUEST, "The page token does not belong to this list"),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
    IDEMPOTENCY_KEY_MISSING(HttpStatus.BAD_REQUEST, "The request needs an Idempotency-Key"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Credentials are missing or not accepted"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "These credentials do not allow this"),
    CSRF_TOKEN_WRONG(HttpStatus.FORBIDDEN, "The request does not repeat the page's token"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This route has no such method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer does not exist in that form"),
    AMBIGUOUS(HttpStatus.CONFLICT, "More than one fits"),
    CONFLICT(HttpStatus.CONFLICT, "The present state does not allow this"),
    NODE_SILENT(HttpStatus.CONFLICT, "The node has not been heard of lately"),
    NODE_IN_MAINTENANCE(HttpStatus.CONFLICT, "People are at work on the node"),
    OPERATION_ACTIVE(HttpStatus.CONFLICT, "Another operation is not over yet"),
    STALE_PLAN(HttpStatus.CONFLICT, "The node has moved since the plan was made"),
    VFS_IN_USE(HttpStatus.CONFLICT, "VFs that the change destroys are in use"),
    OWNED_BY_ANOTHER(HttpStatus.CONFLICT, "Somebody else sets this VF count"),
    GATE_REFUSED(HttpStatus.CONFLICT, "A gate of the node said no"),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "It changed since it was read"),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has a type that is not read here"),
    UNPROCESSABLE(HttpStatus.UNPROCESSABLE_CONTENT, "Known to be impossible"),
    OVER_THE_LIMIT(HttpStatus.UNPROCESSABLE_CONTENT, "More than is possible or allowed"),
    IDEMPOTENCY_KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT, "This Idempotency-Key belongs to another request"),
    PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "The edit needs If-Match"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available right now");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The general type of a status, for errors that Spring or Jetty found.
    public static ProblemType of(HttpStatusCode code) {
        return switch (code.value()) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 413 -> CONTENT_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> UNAVAILABLE;
            default -> code.is4xxClientError() ? INVALID_REQUEST : INTERNAL;
        };
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// Relative, so that it holds wherever the server is reached.
    public URI uri() {
        return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}

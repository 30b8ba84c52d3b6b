package io.vfleet.server.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Every failure of a controller as RFC 9457 problem details, Spring's own included.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> known(ApiProblem problem) {
        var answer = ResponseEntity.status(problem.type().status());
        problem.retryAfterHeader()
                .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        return answer.body(problem.body());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> editedMeanwhile(OptimisticLockingFailureException e) {
        log.debug("Two edits at once", e);
        return answer(
                new ApiProblem(
                                ProblemType.PRECONDITION_FAILED,
                                "Somebody else edited it at the same moment; read it again")
                        .body());
    }

    /// Away, out of connections, too slow, or it ended one of two transactions that waited for each
    /// other: the same may succeed a moment later.
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception e) {
        log.warn("The database does not answer: {}", e.getMessage());
        return known(DATABASE_AWAY);
    }

    static final ApiProblem DATABASE_AWAY =
            new ApiProblem(ProblemType.UNAVAILABLE, "The database does not answer; try again")
                    .retryAfter(Duration.ofSeconds(5));

    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(RuntimeException e) {
        // the security filters answer these
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception e) {
        UUID id = UUID.randomUUID();
        log.error("Request failed, error {}", id, e);
        return answer(
                new ApiProblem(
                                ProblemType.INTERNAL,
                                "Something unforeseen; the server's log has more under this errorId")
                        .with("errorId", id)
                        .body());
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail body) {
        return ResponseEntity.status(body.getStatus()).body(body);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return ours(e, JsonProblems.of(e), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return ours(e, Violations.of(e), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return ours(e, Violations.of(e), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String field = e instanceof MethodArgumentTypeMismatchException m ? m.getName() : "value";
        String expected = Violations.inWords(e.getRequiredType());
        ApiProblem problem =
                ApiProblem.invalid(field, Objects.toString(e.getValue(), ""), expected);
        return ours(e, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleConversionNotSupported(
            ConversionNotSupportedException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return handleTypeMismatch(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String[] allowed = Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]);
        var problem =
                new ApiProblem(
                                ProblemType.METHOD_NOT_ALLOWED,
                                e.getMethod() + " is not among this route's methods")
                        .with("value", e.getMethod())
                        .with("expected", List.of(allowed));
        return ours(e, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var problem =
                new ApiProblem(
                                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                "The body's Content-Type is not read here")
                        .with("value", Objects.toString(e.getContentType(), ""))
                        .with(
                                "expected",
                                e.getSupportedMediaTypes().stream().map(Object::toString).toList());
        return ours(e, problem, headers, request);
    }

    private @Nullable ResponseEntity<Object> ours(
            Exception e, ApiProblem problem, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(
                e, problem.body(), headers, problem.type().status(), request);
    }

    /// Gives what Spring describes by status alone one of our types.
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && isUntyped(problem)) {
            ProblemType type = ProblemType.of(status);
            problem.setType(type.uri());
            problem.setTitle(type.title());
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static boolean isUntyped(ProblemDetail problem) {
        return problem.getType() == null || problem.getType().toString().equals("about:blank");
    }

    /// For failures that never reach a controller.
    static ProblemDetail general(HttpStatusCode status, String detail) {
        ProblemType type = ProblemType.of(status);
        ProblemDetail body = ApiProblem.body(type, detail, Map.of());
        body.setStatus(status.value());
        return body;
    }
}

package io.vfleet.server.platform;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses query parameters that a route does not have: a mistyped filter must not answer with
/// everything.
@Configuration
class StrictParameters implements HandlerInterceptor, WebMvcConfigurer {

    private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();
    private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/api/**")
                .excludePathPatterns("/api/v1/openapi/**");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        // the end of a held request was checked when it came, and Jetty has its query twice then
        boolean held = request.getDispatcherType() == DispatcherType.ASYNC;
        if (!held && handler instanceof HandlerMethod method) {
            check(request, known.computeIfAbsent(method, this::parametersOf));
        }
        return true;
    }

    private static void check(HttpServletRequest request, Set<String> known) {
        request.getParameterMap()
                .forEach((name, values) -> {
                    if (!known.contains(name)) {
                        throw unknown(name, known);
                    }
                    if (values.length > 1) {
                        throw ApiProblem.invalid(name, values, "given once");
                    }
                });
    }

    private static ApiProblem unknown(String name, Set<String> known) {
        return new ApiProblem(
                        ProblemType.UNKNOWN_PARAMETER,
                        "'" + name + "' is not known here; known are " + known)
                .with("field", name)
                .with("expected", known);
    }

    private Set<String> parametersOf(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .flatMap(this::namesOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> namesOf(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(names);
        if (parameter.hasParameterAnnotation(RequestParam.class)) {
            return Stream.ofNullable(parameter.getParameterName());
        }
        // a record without an annotation is bound from the query, component by component
        if (parameter.getParameterAnnotations().length == 0
                || parameter.getParameterType().isRecord() && isBound(parameter)) {
            return components(parameter.getParameterType());
        }
        return Stream.empty();
    }

    private static boolean isBound(MethodParameter parameter) {
        return Arrays.stream(parameter.getParameterAnnotations())
                .noneMatch(a ->
                        a.annotationType()
                                .getPackageName()
                                .equals(RequestParam.class.getPackageName()));
    }

    private static Stream<String> components(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName)
                : Stream.empty();
    }
}

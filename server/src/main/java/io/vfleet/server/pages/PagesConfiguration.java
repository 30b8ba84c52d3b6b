package io.vfleet.server.pages;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Which paths are the dashboard's, and how long browsers may keep what they get.
@Configuration
class PagesConfiguration implements WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(PagesConfiguration.class);

    private static final String FILES = "META-INF/resources/";
    private static final String PAGE = "index.html";

    /// below these nothing is a page, whatever the browser would take
    private static final List<String> OTHERS =
            List.of("/api/", "/agent/", "/actuator/", "/assets/", "/v3/", "/error/");

    @Bean
    RouterFunction<ServerResponse> pages() throws IOException {
        var page = new ClassPathResource(FILES + PAGE);
        if (!page.exists()) {
            log.warn("This build has no pages; only the API answers");
            return RouterFunctions.route(_ -> false, _ -> ServerResponse.notFound().build());
        }
        Shell shell = Shell.of(page);
        return RouterFunctions.route(
                RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)
                        .and(PagesConfiguration::isPage),
                shell::answer);
    }

    /// The start, and what a browser opens as a page though no file is there: node names and PCI
    /// addresses have dots, so a dot alone makes no file.
    private static boolean isPage(ServerRequest request) {
        String path = request.requestPath().pathWithinApplication().value();
        if (path.equals("/") || path.equals("/" + PAGE)) {
            return true;
        }
        return wantsPage(request)
                && OTHERS.stream().noneMatch((path + "/")::startsWith)
                && !isFile(path);
    }

    private static boolean wantsPage(ServerRequest request) {
        return request.headers().accept().stream()
                .anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }

    private static boolean isFile(String path) {
        return new ClassPathResource(FILES + path.substring(1)).isReadable();
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // their names change with their content
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/" + FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }
}

package io.vfleet.server.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Marks what is always there: every component of our records that is neither Optional nor
/// nullable.
@Component
class RequiredFields implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType java = TypeFactory.defaultInstance().constructType(type.getType());
        Class<?> raw = java.getRawClass();
        if (schema == null || !raw.isRecord() || !raw.getName().startsWith("io.vfleet.")) {
            return schema;
        }
        Schema<?> defined =
                Optional.ofNullable(schema.get$ref())
                        .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
                        .<Schema<?>>map(name -> context.getDefinedModels().get(name))
                        .orElse(schema);
        List<String> required =
                Arrays.stream(raw.getRecordComponents())
                        .filter(RequiredFields::isRequired)
                        .map(RecordComponent::getName)
                        .toList();
        defined.setRequired(required.isEmpty() ? null : required);
        return schema;
    }

    private static boolean isRequired(RecordComponent component) {
        return component.getType() != Optional.class
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}

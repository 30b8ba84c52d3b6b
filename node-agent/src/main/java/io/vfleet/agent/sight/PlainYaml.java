package io.vfleet.agent.sight;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// A file that people write: maps, lists and words. Nothing in it may stand for something else in
/// it, because a list that holds itself has no end.
public final class PlainYaml {

    private PlainYaml() {}

    /// What the file says; null for an empty one.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static @Nullable Object load(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException malformed) {
            String message = String.valueOf(malformed.getMessage());
            throw new IllegalArgumentException(
                    message.lines().findFirst().orElse("no YAML"), malformed);
        }
    }
}

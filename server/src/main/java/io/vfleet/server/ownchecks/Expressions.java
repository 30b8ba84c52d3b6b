package io.vfleet.server.ownchecks;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.vfleet.server.ownchecks.OwnCheck.About;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads expressions: parses them, checks the names and types, and makes programs of them whose
/// cost is bounded (steps of loops, length, depth; patterns are linear, RE2).
final class Expressions {

    static final int LONGEST = 2_000;
    private static final int MOST_STEPS = 2_000;
    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .comprehensionMaxIterations(MOST_STEPS)
                    .maxExpressionCodePointSize(LONGEST)
                    .maxParseRecursionDepth(32)
                    .maxRegexProgramSize(1_000)
                    .build();

    private final Map<About, CelCompiler> compilers = new EnumMap<>(About.class);
    private final CelRuntime runtime =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    Expressions() {
        ReportTypes types = new ReportTypes(ReportFields.read());
        for (About about : About.values()) {
            compilers.put(about, compiler(types, about));
        }
    }

    /// What an own check is evaluated by.
    record Program(OwnCheck check, CelRuntime.Program program) {

        boolean holds(Map<String, ?> variables) throws CelEvaluationException {
            return (Boolean) program.eval(variables);
        }
    }

    private static CelCompiler compiler(ReportTypes types, About about) {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .setTypeProvider(types)
                        .setResultType(SimpleType.BOOL)
                        .addVar("node", types.report());
        if (about != About.NODE) {
            builder.addVar("pf", types.pf());
        }
        if (about == About.VF) {
            builder.addVar("vf", types.vf());
        }
        return builder.build();
    }

    /// @throws ApiProblem when it is no expression, or not about what a report has
    Program compile(OwnCheck check) {
        CelValidationResult result =
                Objects.requireNonNull(compilers.get(check.about()))
                        .compile(check.expression(), "expression");
        if (result.hasError()) {
            throw problem(result.getErrors());
        }
        try {
            return new Program(check, runtime.createProgram(result.getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw ApiProblem.invalid("expression", check.expression(), "CEL: " + e.getMessage());
        }
    }

    private record Issue(int line, int column, String message) {

        static Issue of(CelIssue issue) {
            return new Issue(
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn() + 1,
                    issue.getMessage());
        }

        @Override
        public String toString() {
            return "line %d, column %d: %s".formatted(line, column, message);
        }
    }

    private static ApiProblem problem(List<CelIssue> found) {
        List<Issue> issues = found.stream().map(Issue::of).toList();
        return new ApiProblem(
                        ProblemType.INVALID_VALUE,
                        issues.stream().map(Issue::toString).collect(Collectors.joining("; ")))
                .with("field", "expression")
                .with("expected", "CEL that is true where all is well")
                .with("errors", issues.stream().flatMap(Expressions::error).toList());
    }

    private static Stream<Map<String, Object>> error(Issue issue) {
        return Stream.of(
                Map.of(
                        "field", "expression",
                        "line", issue.line(),
                        "column", issue.column(),
                        "message", issue.message()));
    }
}

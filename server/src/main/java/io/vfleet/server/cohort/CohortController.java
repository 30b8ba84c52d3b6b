package io.vfleet.server.cohort;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.platform.ApiProblem;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Cohorts over HTTP.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "fleet")
class CohortController {

    private static final Pattern CHECK = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");
    private static final String ABOUT =
            "Compared are nodes with the same network cards (the ids of their PFs), hardware by hardware: firmware,"
                    + " BIOS, drivers, kernel, machine, labels, the kernel's arguments. A trait is named where it"
                    + " is not by chance (5 %, with regard to how many were compared).";

    private final CohortQueries cohorts;

    CohortController(CohortQueries cohorts) {
        this.cohorts = cohorts;
    }

    @GetMapping("/symptoms/{symptom}/cohort")
    @Operation(
            operationId = "getSymptomCohort",
            summary = "What nodes with a symptom share that healthy ones do not",
            description = ABOUT)
    CohortView ofSymptom(@PathVariable String symptom) {
        if (Arrays.stream(Symptom.values()).noneMatch(one -> one.id().equals(symptom))) {
            throw ApiProblem.notFound("symptom", symptom);
        }
        return cohorts.ofSymptom(symptom).view("symptom==" + symptom);
    }

    @GetMapping("/checks/{check}/cohort")
    @Operation(
            operationId = "getCheckCohort",
            summary = "What nodes share at which a check fails, and healthy ones do not",
            description = ABOUT)
    CohortView ofCheck(@PathVariable String check) {
        if (!CHECK.matcher(check).matches()) {
            throw ApiProblem.notFound("check", check);
        }
        return cohorts.ofCheck(check).view("check==" + check);
    }
}

package io.vfleet.domain.operation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// The kernel's refusal of a write.
///
/// @param errno its name, `ERANGE`; the kernel's words where it is none we know
/// @param kernelLines what the kernel logged about this device meanwhile
public record WriteError(String errno, String path, String value, List<String> kernelLines) {

    public WriteError {
        requireNonNull(errno, "errno is null");
        kernelLines = List.copyOf(kernelLines);
    }
}

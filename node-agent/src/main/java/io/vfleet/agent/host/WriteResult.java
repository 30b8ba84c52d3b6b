package io.vfleet.agent.host;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/// What the kernel answered to one write, with what it logged about the device meanwhile.
public sealed interface WriteResult {

    List<String> kernelLines();

    /// The kernel took it; what came of it is for the caller to read back.
    record Written(List<String> kernelLines) implements WriteResult {
        public Written {
            kernelLines = List.copyOf(kernelLines);
        }
    }

    /// The write failed.
    ///
    /// @param errno its name, `ERANGE`; `words` again where there is none
    /// @param words the kernel's, `Numerical result out of range`, or why it was not tried
    record Refused(String errno, String words, List<String> kernelLines) implements WriteResult {
        public Refused {
            requireNonNull(errno, "errno is null");
            requireNonNull(words, "words is null");
            kernelLines = List.copyOf(kernelLines);
        }
    }

    /// No answer within the limit; the writer may still be in the kernel and cannot be ended.
    ///
    /// @param writer who: `pid 4711 in sriov_numvfs_store`
    record Hung(String writer, Duration waited, List<String> kernelLines) implements WriteResult {
        public Hung {
            requireNonNull(writer, "writer is null");
            kernelLines = List.copyOf(kernelLines);
        }
    }
}

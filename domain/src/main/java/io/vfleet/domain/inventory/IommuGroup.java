package io.vfleet.domain.inventory;

import java.util.List;
import java.util.Optional;

/// The smallest set of functions the IOMMU can keep apart from the rest. Its number means nothing.
///
/// @param type `identity`, `DMA`, `DMA-FQ`; older kernels lack the file
/// @param name `vfio-noiommu` for a group that protects nothing; mostly absent
public record IommuGroup(
        int id, Optional<String> type, Optional<String> name, List<Member> members) {

    public IommuGroup {
        members = List.copyOf(members);
    }

    /// One function of the group; `classCode` is six hex digits, empty when unreadable.
    public record Member(PciAddress address, Optional<String> classCode) {

        /// Bridges (class 06xx) belong to a group without being endpoints that could be harmed.
        public boolean bridge() {
            return classCode.filter(code -> code.startsWith("06")).isPresent();
        }
    }
}

package io.vfleet.simulation.sysfs;

/// Counters of bus errors, none so far: Documentation/ABI/testing/sysfs-bus-pci-devices-aer.
final class AerFiles {

    static final String CORRECTABLE =
            """
            RxErr 0
            BadTLP 0
            BadDLLP 0
            Rollover 0
            Timeout 0
            NonFatalErr 0
            CorrIntErr 0
            HeaderOF 0
            TOTAL_ERR_COR 0\
            """;
    static final String NONFATAL = uncorrectable("NONFATAL");
    static final String FATAL = uncorrectable("FATAL");

    private AerFiles() {}

    private static String uncorrectable(String total) {
        return """
        Undefined 0
        DLP 0
        SDES 0
        TLP 0
        FCP 0
        CmpltTO 0
        CmpltAbrt 0
        UnxCmplt 0
        RxOF 0
        MalfTLP 0
        ECRC 0
        UnsupReq 0
        ACSViol 0
        TOTAL_ERR_%s 0\
        """
                .formatted(total);
    }
}

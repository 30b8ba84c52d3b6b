package io.vfleet.simulation.catalog;

/// A server as its firmware names it.
public record ServerModel(
        String vendor,
        String product,
        String biosVendor,
        String biosVersion,
        String biosDate,
        Cpu cpu,
        long memoryGiB) {

    public static final ServerModel DELL_R760 =
            new ServerModel(
                    "Dell Inc.",
                    "PowerEdge R760",
                    "Dell Inc.",
                    "2.3.5",
                    "09/10/2024",
                    Cpu.SAPPHIRE_RAPIDS,
                    512);
    public static final ServerModel DELL_XE9680 =
            new ServerModel(
                    "Dell Inc.",
                    "PowerEdge XE9680",
                    "Dell Inc.",
                    "2.4.1",
                    "11/22/2024",
                    Cpu.SAPPHIRE_RAPIDS,
                    2048);
    public static final ServerModel HPE_DL380 =
            new ServerModel(
                    "HPE",
                    "ProLiant DL380 Gen10 Plus",
                    "HPE",
                    "U46",
                    "07/18/2024",
                    Cpu.ICE_LAKE,
                    256);
    public static final ServerModel HPE_DL385 =
            new ServerModel(
                    "HPE", "ProLiant DL385 Gen11", "HPE", "A55", "08/08/2024", Cpu.GENOA, 768);
    public static final ServerModel SUPERMICRO_AS4125 =
            new ServerModel(
                    "Supermicro",
                    "AS -4125GS-TNRT",
                    "American Megatrends International, LLC.",
                    "1.9",
                    "06/14/2024",
                    Cpu.GENOA,
                    1536);
    public static final ServerModel SUPERMICRO_SYS220 =
            new ServerModel(
                    "Supermicro",
                    "SYS-220U-TNR",
                    "American Megatrends International, LLC.",
                    "1.8",
                    "12/15/2023",
                    Cpu.ICE_LAKE,
                    512);
    public static final ServerModel LENOVO_SR665 =
            new ServerModel(
                    "Lenovo",
                    "ThinkSystem SR665 -[7D2VCTO1WW]-",
                    "Lenovo",
                    "D8E138J-3.40",
                    "04/02/2024",
                    Cpu.MILAN,
                    512);
}

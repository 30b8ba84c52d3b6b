package io.vfleet.simulation.catalog;

import io.vfleet.simulation.catalog.CardModel.Slot;
import java.util.List;
import java.util.Optional;

/// The cards of the fleet. Ids: pci.ids; VF layout: `lspci -vvv` of such cards.
public final class Cards {

    private static final int ETHERNET = 0x020000;
    private static final Drivers MLX5 = new Drivers("mlx5_core", "mlx5_core", of("mlx5_ib"));
    private static final Drivers ICE = new Drivers("ice", "iavf", of("irdma"));
    private static final Drivers I40E = new Drivers("i40e", "iavf", Optional.empty());

    public static final CardModel CONNECTX5 =
            new CardModel(
                    "ConnectX-5 Ex",
                    new PciIds(0x15b3, 0x1019, 0x15b3, 0x0008, 0x00, ETHERNET),
                    0x101a,
                    2,
                    MLX5,
                    new VfLayout(16, 127, 2, 1, true),
                    0x0c42a1,
                    100_000,
                    new Slot(16_000, 16),
                    "16.35.4030",
                    "MT_0000000009");

    public static final CardModel CONNECTX6DX =
            new CardModel(
                    "ConnectX-6 Dx",
                    new PciIds(0x15b3, 0x101d, 0x15b3, 0x0083, 0x00, ETHERNET),
                    0x101e,
                    2,
                    MLX5,
                    new VfLayout(64, 127, 2, 1, true),
                    0xb83fd2,
                    100_000,
                    new Slot(16_000, 16),
                    "22.41.1000",
                    "MT_0000000359");

    public static final CardModel CONNECTX7 =
            new CardModel(
                    "ConnectX-7",
                    new PciIds(0x15b3, 0x1021, 0x15b3, 0x0023, 0x00, ETHERNET),
                    0x101e,
                    1,
                    MLX5,
                    new VfLayout(16, 127, 1, 1, true),
                    0xa088c2,
                    400_000,
                    new Slot(32_000, 16),
                    "28.43.2566",
                    "MT_0000000838");

    public static final CardModel E810 =
            new CardModel(
                    "E810-CQDA2",
                    new PciIds(0x8086, 0x1592, 0x8086, 0x0002, 0x02, ETHERNET),
                    0x1889,
                    2,
                    ICE,
                    new VfLayout(128, 128, 8, 1, true),
                    0xb49691,
                    100_000,
                    new Slot(16_000, 16),
                    "4.50 0x8001b3e8 1.3597.0",
                    "K91258-010");

    public static final CardModel XXV710 =
            new CardModel(
                    "XXV710-DA2",
                    new PciIds(0x8086, 0x158b, 0x8086, 0x0002, 0x02, ETHERNET),
                    0x154c,
                    2,
                    I40E,
                    new VfLayout(64, 64, 16, 1, true),
                    0x3cfdfe,
                    25_000,
                    new Slot(8_000, 8),
                    "9.20 0x8000d8c5 1.3353.0",
                    "J20989-000");

    public static final CardModel X710 =
            new CardModel(
                    "X710-DA4",
                    new PciIds(0x8086, 0x1572, 0x8086, 0x0001, 0x02, ETHERNET),
                    0x154c,
                    4,
                    I40E,
                    new VfLayout(32, 32, 16, 1, true),
                    0x6805ca,
                    10_000,
                    new Slot(8_000, 8),
                    "9.20 0x8000d95e 1.3353.0",
                    "H58362-002");

    // ixgbe keeps one VF's queues for the PF: 64 in the capability, 63 in sysfs
    public static final CardModel I82599 =
            new CardModel(
                    "82599ES",
                    new PciIds(0x8086, 0x10fb, 0x8086, 0x0003, 0x01, ETHERNET),
                    0x10ed,
                    2,
                    new Drivers("ixgbe", "ixgbevf", Optional.empty()),
                    new VfLayout(64, 63, 128, 2, false),
                    0x90e2ba,
                    10_000,
                    new Slot(5_000, 8),
                    "0x61bf0001",
                    "E66561-009");

    public static final CardModel BCM57508 =
            new CardModel(
                    "BCM57508",
                    new PciIds(0x14e4, 0x1750, 0x14e4, 0x2100, 0x11, ETHERNET),
                    0x1806,
                    2,
                    new Drivers("bnxt_en", "bnxt_en", of("bnxt_re")),
                    new VfLayout(64, 64, 16, 1, true),
                    0xbc97e1,
                    100_000,
                    new Slot(16_000, 16),
                    "230.0.157.0/pkg 230.1.116.0",
                    "BCM957508-P2100G");

    // igb: 8 in the capability, 7 usable
    public static final CardModel I350 =
            new CardModel(
                    "I350-T2",
                    new PciIds(0x8086, 0x1521, 0x8086, 0x0002, 0x01, ETHERNET),
                    0x1520,
                    2,
                    new Drivers("igb", "igbvf", Optional.empty()),
                    new VfLayout(8, 7, 128, 4, false),
                    0xa0369f,
                    1_000,
                    new Slot(5_000, 4),
                    "1.67, 0x80000faa, 1.1904.0",
                    "G15136-007");

    private Cards() {}

    /// All of them.
    public static List<CardModel> all() {
        return List.of(
                CONNECTX5, CONNECTX6DX, CONNECTX7, E810, XXV710, X710, I82599, BCM57508, I350);
    }

    private static Optional<String> of(String module) {
        return Optional.of(module);
    }
}

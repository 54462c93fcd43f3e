namespace EdgeKit.Proofs.Boards;

/// <summary>A machine of the emulator.</summary>
/// <param name="Name">As QEMU calls it.</param>
/// <param name="Arguments">Its processor, memory and devices; <c>CARD</c> and <c>NET</c> stand for the drive's and the network's id.</param>
/// <param name="Console">The kernel's name of its serial line.</param>
/// <param name="Tree">The device tree on the boot partition that describes it; null where the emulator makes one.</param>
/// <param name="Kernel">What the kernel must be told beside what the card says.</param>
/// <param name="Provisioning">What its provisioning file says beside every board's.</param>
/// <param name="Happenings">What happens to its hardware.</param>
/// <param name="CanFlush">
/// Whether its storage can be told to write back what it holds. A card in the emulated slot cannot (no cache before SD 6.0): what it took is on
/// it, and taking a write cache from it would be a fault that no card has.
/// </param>
/// <param name="Patience">How long a boot may take.</param>
internal sealed record BoardMachine(
    string Name,
    IReadOnlyList<string> Arguments,
    string Console,
    string? Tree,
    string Kernel,
    string Provisioning,
    IReadOnlyList<BoardStimulus> Happenings,
    bool CanFlush,
    TimeSpan Patience)
{
    /// <summary>Whether it is the emulator's own, with radios and chips of the kernel's.</summary>
    public bool IsVirtual => Tree is null;

    /// <summary>The emulator's own board: fast, with a disk and a network card for guests, a contact at a GPIO line, and an INA226.</summary>
    public static BoardMachine Virt { get; } = new(
        "virt",
        [
            "-M", "virt", "-cpu", "cortex-a72", "-smp", "2", "-m", "1024",
            "-device", "virtio-blk-device,drive=CARD", "-device", "virtio-net-device,netdev=NET",
        ],
        "ttyAMA0",
        Tree: null,
        Kernel: "",
        Provisioning: $$"""
            daemon:
              sensors:
                - { id: mains, driver: gpio, chip: /dev/gpiochip0, line: 5, settle: 100ms }
                - { id: pack, driver: ina226, bus: {{EmulatedChip.Bus}}, address: 0x40 }

            """,
        [.. BoardStimulus.Contact, .. BoardStimulus.BatteryMonitor],
        CanFlush: true,
        TimeSpan.FromMinutes(4));

    /// <summary>
    /// A Raspberry Pi 3B with its real device tree, card slot, USB network and an I²C thermometer at 0x48 of bus 1. Opening its
    /// watchdog resets it, and its radio's UART and slot hang: the tree leaves those out.
    /// </summary>
    public static BoardMachine RaspberryPi3 { get; } = new(
        "raspi3b",
        [
            "-M", "raspi3b", "-device", "usb-net,netdev=NET",
            "-device", "tmp105,bus=i2c-bus.1,address=0x48,id=thermometer",
        ],
        "ttyAMA0",
        Tree: "bcm2837-rpi-3-b-plus.dtb",
        Kernel: "systemd.watchdog_sec=0",
        Provisioning: """
            daemon:
              sensors: [{ id: case, driver: lm75a, bus: 1, address: 0x48 }]

            """,
        BoardStimulus.Thermometer,
        CanFlush: false,
        TimeSpan.FromMinutes(8));
}

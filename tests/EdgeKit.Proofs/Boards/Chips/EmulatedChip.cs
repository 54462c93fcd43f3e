using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>The INA226 of <c>ina226.c</c>, which runs on the board and is a device of its kernel.</summary>
internal static class EmulatedChip
{
    /// <summary>The number of its bus.</summary>
    public const int Bus = 7;

    private const string Registers = "/run/ina226.registers";
    private const double BusVoltsPerBit = 1.25e-3;

    /// <summary>The program, on the boot partition from where the board starts it.</summary>
    public static string Program => Path.Combine(Binaries.Root, "artifacts/proofs/ina226");

    /// <summary>Puts the chip on its bus, and lets the daemon see that one: an emulated bus is none of the kernel's own.</summary>
    public static Task ConnectAsync(EmulatedBoard board, CancellationToken cancellationToken) => board.RunAsync(
        $"""
        modprobe cuse && cp /boot/firmware/ina226 /run/ && chmod +x /run/ina226 && : > {Registers} && {Set(0xFE, 0x5449)} && {Set(0xFF, 0x2260)} && (setsid /run/ina226 {Bus} {Registers} > /run/ina226.log 2>&1 < /dev/null &)
        for i in $(seq 50); do [ -c /dev/i2c-{Bus} ] && break; sleep 0.2; done
        chgrp i2c /dev/i2c-{Bus} && chmod 660 /dev/i2c-{Bus} && mkdir -p /run/systemd/system/edgekit.service.d && printf '[Service]\nDeviceAllow=/dev/i2c-{Bus} rw\n' > /run/systemd/system/edgekit.service.d/chip.conf && systemctl daemon-reload && systemctl restart edgekit
        """.ReplaceLineEndings("\n"),
        cancellationToken);

    /// <summary>What its bus voltage register says from now on (data sheet SBOS547, section 7.6.3).</summary>
    public static Task SetVoltsAsync(EmulatedBoard board, double volts, CancellationToken cancellationToken) =>
        board.RunAsync(Set(0x02, (int)Math.Round(volts / BusVoltsPerBit)), cancellationToken);

    private static string Set(int register, int value) =>
        $"printf '\\x{value >> 8:x2}\\x{value & 0xFF:x2}' | dd of={Registers} bs=2 seek={register} conv=notrunc status=none";
}

using System.Globalization;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>What SD cards and eMMC chips say of themselves: what they are, and of the latter how far they are worn.</summary>
/// <param name="kernel">What the kernel says (Documentation/driver-api/mmc/mmc-dev-attrs.rst).</param>
internal sealed class CardCheck(KernelFiles kernel) : ICheck
{
    private const string Replace = "Copy the card to a new one before the next event.";

    public string Name => "Card";

    public TimeSpan Patience => TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        // mmcblk0boot0 and its like are partitions of the same chip.
        var cards = kernel.Names("sys/block").Where(static name => name.StartsWith("mmcblk", StringComparison.Ordinal) && name["mmcblk".Length..].All(char.IsAsciiDigit));
        List<DoctorItem> items = [.. cards.Select(Judge)];
        return Task.FromResult<IReadOnlyList<DoctorItem>>(items.Count > 0 ? items : [Finding.Ok(Name, "neither an SD card nor an eMMC is here")]);
    }

    private DoctorItem Judge(string card)
    {
        string Says(string attribute) => kernel.Read($"sys/block/{card}/device/{attribute}") ?? "";
        var seen = $"{card}: {Says("type")} {Says("name")}, made {Says("date")}";

        // JESD84: 1 is up to 10 % used, 10 up to all, 11 more than it was made for; and of its spare blocks 1 is enough, 2 is 80 % gone, 3 is 90 %.
        var used = Says("life_time").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number).DefaultIfEmpty(0).Max();
        var spares = Number(Says("pre_eol_info"));
        return used == 0 && spares == 0 ? Finding.Ok(Name, $"{seen}; it does not tell how worn it is")
            : used > 10 ? Finding.Fault(Name, $"{seen}; it has been written more than it was made for", Replace)
            : spares > 2 ? Finding.Fault(Name, $"{seen}; more than 90 % of its spare blocks are used", Replace)
            : used > 8 || spares == 2 ? Finding.Warning(Name, $"{seen}; {Worn(used)}{(spares == 2 ? ", more than 80 % of its spare blocks are used" : "")}", Replace)
            : Finding.Ok(Name, $"{seen}; {Worn(used)}");
    }

    private static string Worn(int used) => string.Create(CultureInfo.InvariantCulture, $"at most {used * 10} % of its life is used");

    private static int Number(string hex) =>
        hex.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(hex.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

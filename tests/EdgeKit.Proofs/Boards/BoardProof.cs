using System.Globalization;
using System.Net;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Power;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>The image boots on an emulated ARM64 board, sells there, reads its sensors, and outlasts power cuts.</summary>
internal static class BoardProof
{
    private const double MostRatio = 1.3;

    /// <summary>The proof.</summary>
    public static Proof Proof { get; } = new(
        "the image boots on an emulated ARM64 board, sells from outside, reads its sensors, and outlasts power cuts under load",
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["machine"] = ("virt, with a contact at a GPIO line and an INA226, or raspi3b with its device tree and a TMP105 on /dev/i2c-1", "virt"),
            ["image"] = ("what scripts/image made", "artifacts/image/edgekit-arm64.img"),
            ["starts"] = ("pairs of boots, with EdgeKit and without", "3"),
            ["update"] = ("1: the image is written to the other slot, with a power cut meanwhile, tried and kept (virt)", "1"),
            ["cuts"] = ("power cuts under load", "20"),
            ["tills"] = ("tills that sell at once", "4"),
            ["write-cache"] = ("1: each second cut takes a write cache of the card too", "1"),
            ["patience"] = ("how many times longer than usual anything may take, where the emulator has little of a processor", "1"),
            ["seed"] = ("repeats the moments of the cuts", "1"),
        },
        RunAsync);

    private static async Task<bool> RunAsync(ProofArguments arguments, CancellationToken cancellationToken)
    {
        var machine = arguments.Text("machine") switch
        {
            "virt" => BoardMachine.Virt,
            "raspi3b" => BoardMachine.RaspberryPi3,
            var other => throw new ArgumentException($"--machine {other}: expected virt or raspi3b", nameof(arguments)),
        };
        machine = machine with { Patience = machine.Patience * arguments.Number("patience") };
        // What is packed stands beside the file, not beside a link to it.
        var image = Path.GetFullPath(arguments.Text("image"), Binaries.Root);
        image = new FileInfo(image).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? image;
        if (!machine.CanFlush && arguments.Number("write-cache") == 1)
        {
            Console.WriteLine($"{machine.Name}: its card slot has no command that flushes a cache, so no cut takes one");
        }

        Console.WriteLine($"{Path.GetFileName(image)} on {machine.Name}");
        using var stall = await BoardStall.SetUpAsync(machine, image, arguments.Number("tills"), arguments.Number("seed"), cancellationToken);
        var holds = await FirstBootAsync(stall, cancellationToken);
        if (arguments.Number("starts") is > 0 and var starts)
        {
            holds &= await StartsAsync(stall, starts, cancellationToken);
        }

        if (machine.IsVirtual && arguments.Number("update") == 1)
        {
            holds &= Tell(await BoardUpdate.RunAsync(stall, image + ".zst", cancellationToken));
        }

        return await CutsAsync(stall, arguments.Number("cuts"), machine.CanFlush && arguments.Number("write-cache") == 1, cancellationToken) && holds;
    }

    private static async Task<bool> FirstBootAsync(BoardStall stall, CancellationToken cancellationToken)
    {
        await using var board = await stall.PowerOnAsync(BoardStall.Open, losesWrites: false, cancellationToken);
        var ready = await stall.ReadyAsync(board, cancellationToken);
        await stall.AnswersAsync(board, cancellationToken);
        await board.Console.WaitForAsync("Reached target multi-user.target", stall.Machine.Patience, cancellationToken);
        Say($"first boot: READY {Seconds(ready)} after power on");
        await BoardStall.ImportAsync(board, cancellationToken);
        var guest = await stall.SellAsGuestAsync(cancellationToken);
        var owner = await stall.PairAsync(cancellationToken);
        var sold = await stall.SellAsync(cancellationToken);
        var checks = new List<(string What, bool Holds, string Seen)>
        {
            ("a guest sees no orders", guest == HttpStatusCode.Unauthorized, $"{guest}"),
            ("the setup code lets the owner in", owner.Role == Role.Owner, $"{owner.Name}: {owner.Role}"),
            ("an order is sold from outside", sold.Outcome == CallOutcome.Acked, sold.Receipt?.Receipt ?? sold.Error ?? $"{sold.Status}"),
        };
        foreach (var (what, command) in BoardChecks.Of(stall.Machine))
        {
            var (code, output) = await board.Console.RunAsync(command, stall.Machine.Patience, cancellationToken);
            checks.Add((what, code == 0, output.ReplaceLineEndings(" / ")));
        }

        if (stall.Machine.IsVirtual)
        {
            await EmulatedChip.ConnectAsync(board, cancellationToken);
            await stall.AnswersAsync(board, cancellationToken);
        }

        foreach (var stimulus in stall.Machine.Happenings)
        {
            checks.Add(await HappenAsync(stall, board, stimulus, cancellationToken));
        }

        Console.WriteLine(await board.RunAsync("systemd-analyze --no-pager; systemd-analyze critical-chain --no-pager edgekit.service; systemd-analyze blame --no-pager | head -12; grep VmRSS /proc/$(systemctl show -p MainPID --value edgekit)/status", cancellationToken));
        await board.CutAsync(cancellationToken);
        var note = await stall.Card.ReadAsync("edgekit-status.txt", cancellationToken);
        checks.Add(("the note on the boot partition names the kit", note.Contains(BoardStall.Kit, StringComparison.Ordinal), note.Split('\n')[0]));
        var file = await stall.Card.ReadAsync("edgekit-provision.yaml", cancellationToken);
        checks.Add(("the passphrase has left the boot partition", !file.Contains(BoardStall.Passphrase, StringComparison.Ordinal), file.Split('\n').FirstOrDefault(static line => line.Contains("taken", StringComparison.Ordinal))?.Trim() ?? "it is there"));
        return Tell(checks);
    }

    private static bool Tell(IReadOnlyCollection<(string What, bool Holds, string Seen)> checks)
    {
        foreach (var (what, holds, seen) in checks)
        {
            Say($"  {(holds ? "ok  " : "FAIL")} {what}: {(holds && seen.Length > 160 ? seen[..160] + "…" : seen)}");
        }

        return checks.All(static check => check.Holds);
    }

    private static async Task<(string What, bool Holds, string Seen)> HappenAsync(
        BoardStall stall, EmulatedBoard board, BoardStimulus stimulus, CancellationToken cancellationToken)
    {
        await stimulus.HappenAsync(board, cancellationToken);
        SensorView? seen = null;
        try
        {
            await Readiness.WaitUntilAsync(
                async token =>
                {
                    seen = (await stall.SensorsAsync(token)).Sensors.SingleOrDefault(sensor => sensor.Id == stimulus.Sensor);
                    return seen is { Readings: [var first, ..] } && Math.Abs(first.Value - stimulus.Value) < 0.1;
                },
                () => stimulus.What,
                cancellationToken,
                stall.Machine.Patience);
        }
        catch (TimeoutException)
        {
            return (stimulus.What, false, Seen());
        }

        return (stimulus.What, true, Seen());

        string Seen() => seen is null ? "no such sensor" : FormattableString.Invariant($"{seen.Description}: {(seen.Readings is [var first, ..] ? $"{first.Value} {first.Quantity}" : "nothing read")}{(seen.Fault is { } fault ? $", {fault}" : "")}");
    }

    private static async Task<bool> StartsAsync(BoardStall stall, int starts, CancellationToken cancellationToken)
    {
        var (with, without) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var start = 0; start < starts; start++)
        {
            await using (var board = await stall.PowerOnAsync(BoardStall.Open, losesWrites: false, cancellationToken))
            {
                with.Add(await stall.ReadyAsync(board, cancellationToken));
                await board.CutAsync(cancellationToken);
            }

            await using (var board = await stall.PowerOnAsync(BoardStall.Without, losesWrites: false, cancellationToken))
            {
                without.Add(await board.Console.WaitForAsync("Reached target multi-user.target", stall.Machine.Patience, cancellationToken));
                await board.CutAsync(cancellationToken);
            }
        }

        if (starts == 0)
        {
            return true;
        }

        var ratio = Middle(with) / Middle(without);
        Say($"power on to READY: {string.Join(", ", with.Select(Seconds))}; without EdgeKit to multi-user.target: {string.Join(", ", without.Select(Seconds))}; medians' ratio {ratio:0.00}");
        return !stall.Machine.IsVirtual || ratio <= MostRatio;
    }

    private static async Task<bool> CutsAsync(BoardStall stall, int cuts, bool writeCache, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        for (var cut = 1; cut <= cuts && faults.Count == 0; cut++)
        {
            var losesWrites = writeCache && cut % 2 == 0;
            await using var board = await stall.PowerOnAsync(BoardStall.Open, losesWrites, cancellationToken);
            var ready = await stall.ReadyAsync(board, cancellationToken);
            await stall.AnswersAsync(board, cancellationToken);
            var report = await stall.CompareAsync(cancellationToken);
            faults.AddRange(report.Faults);
            var sold = await stall.SellUntilCutAsync(board, cancellationToken);
            Say($"  cut {cut,2}{(losesWrites ? " and its write cache" : "")}: READY {Seconds(ready)}, {sold} acknowledged until the cut; before it {report}");
        }

        if (cuts > 0)
        {
            await using var board = await stall.PowerOnAsync(BoardStall.Open, losesWrites: false, cancellationToken);
            await stall.ReadyAsync(board, cancellationToken);
            await stall.AnswersAsync(board, cancellationToken);
            var asked = await stall.CompareAsync(cancellationToken);
            var report = await stall.CompareAllAsync(cancellationToken);
            faults.AddRange(asked.Faults.Concat(report.Faults));
            Say($"after {cuts} cuts, the log and the kit's list: {report}");
            var journal = await board.RunAsync("journalctl -b -k --no-pager | grep -iE 'ext4|vda4|mmcblk' | tail -5; systemctl --failed --no-legend --no-pager", cancellationToken);
            Console.WriteLine(journal);
            await board.CutAsync(cancellationToken);
        }

        faults.ForEach(Console.WriteLine);
        return faults.Count == 0;
    }

    private static T Middle<T>(List<T> values) => values.Order().ElementAt(values.Count / 2);

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.0} s");

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

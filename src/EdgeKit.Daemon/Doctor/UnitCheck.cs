using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>What systemd says of the kit's unit and of all the others.</summary>
/// <param name="kernel">Whether systemd runs: sd_booted(3).</param>
/// <param name="run">Runs a program.</param>
internal sealed class UnitCheck(KernelFiles kernel, Func<string, IReadOnlyList<string>, CancellationToken, Task<(int ExitCode, string Output)>> run) : ICheck
{
    private const string Unit = "edgekit.service";

    public string Name => "Unit";

    public TimeSpan Patience => TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(kernel.PathOf("run/systemd/system")))
        {
            return [Finding.Ok(Name, "skipped: no systemd runs here")];
        }

        var (_, shown) = await run("systemctl", ["show", Unit, "--property=LoadState,ActiveState,SubState,NRestarts,Result,ExecMainStatus"], cancellationToken);
        var (_, listed) = await run("systemctl", ["list-units", "--state=failed", "--plain", "--no-legend", "--full"], cancellationToken);
        var failed = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimStart().Split(' ')[0]).Where(static unit => !string.Equals(unit, Unit, StringComparison.Ordinal));
        return [Judge(shown), .. failed.Select(unit => Finding.Warning(Name, $"{unit} failed", $"systemctl status {unit} says why; then: systemctl restart {unit}."))];
    }

    private DoctorItem Judge(string shown)
    {
        var says = shown.Split('\n').Select(static line => line.Split('=', 2)).Where(static pair => pair.Length == 2).ToDictionary(static pair => pair[0], static pair => pair[1].Trim(), StringComparer.Ordinal);
        string Of(string key) => says.GetValueOrDefault(key, "");
        var last = $"the last run ended with {Of("ExecMainStatus")} ({Of("Result")})";
        return Of("LoadState") switch
        {
            "" => Finding.Unknown(Name, $"systemctl says nothing of {Unit}: {shown.Trim()}", $"systemctl status {Unit}."),
            "loaded" when Of("ActiveState") is not "active" => Finding.Fault(Name, $"{Unit} is {Of("ActiveState")} ({Of("SubState")}); {last}", "systemctl restart edgekit; if that does not help: journalctl -u edgekit -n 50."),
            "loaded" when Of("NRestarts") is not "0" => Finding.Warning(Name, $"{Unit} runs, and was started again {Of("NRestarts")} times by itself", "journalctl -u edgekit says why it ended."),
            "loaded" => Finding.Ok(Name, $"{Unit} is active ({Of("SubState")}), never started again by itself"),
            var other => Finding.Warning(Name, $"{Unit} is {other}: after a power cut nothing starts the kit", "Install the package: apt-get install ./edgekit_*.deb."),
        };
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Kits;

public sealed class DoctorTests : ProcessTest
{
    // No figure of this machine's own, such as its memory, decides here.
    private static readonly string[] OfTheKit = ["Daemon", "Configuration", "Provisioning", "Ledger", "Sensors", "Power", "Uplink", "Certificate", "Catalogue", "Live", "Access"];

    [Fact]
    public async Task A_kit_that_sells_and_reaches_its_cloud_is_well()
    {
        var cloud = await StartCloudAsync();
        var kit = await StartKitAsync(new KitSetup { CloudUrl = cloud.Address });
        await SellAsync(kit.NewTablet("till-1"), 3);
        await DrainAsync(kit);

        var (_, report) = await ExamineAsync(kit);

        Assert.Equal("kit-17", report.Kit);
        Assert.All(report.Items.Where(static item => OfTheKit.Contains(item.Name, StringComparer.Ordinal)), static item => Assert.True(item.State == DoctorState.Ok, item.ToString()));
        Assert.All(OfTheKit, name => Assert.Contains(report.Items, item => string.Equals(item.Name, name, StringComparison.Ordinal)));
        Assert.Contains("3 orders", Item(report, "Ledger").Evidence, StringComparison.Ordinal);
        Assert.InRange(report.Seconds, 0, 60);
    }

    [Fact]
    public async Task A_kit_that_does_not_run_is_examined_all_the_same_and_left_as_it_was()
    {
        var kit = await StartKitAsync();
        await SellAsync(kit.NewTablet("till-1"), 1);
        await kit.StopAsync(Cancel);
        var before = Files(kit);

        var (exitCode, report) = await ExamineAsync(kit);

        Assert.Equal(1, exitCode);
        Assert.Equal(DoctorState.Fault, report.State);
        Assert.Contains("systemctl restart edgekit", Item(report, "Daemon").Fix, StringComparison.Ordinal);
        Assert.Equal(DoctorState.Ok, Item(report, "Ledger").State);
        Assert.Contains("4 goods", Item(report, "Catalogue").Evidence, StringComparison.Ordinal);
        Assert.Equal(before, Files(kit));
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_and_a_cloud_that_is_away_are_faults_that_say_what_to_do()
    {
        var away = Keep(KitProcess.Create(new KitSetup { CloudUrl = new Uri($"http://127.0.0.1:{Loopback.FreePort()}") }));
        var wrong = Keep(KitProcess.Create(new KitSetup { Yaml = "orders:\n\tkeep: 1h\n" }));

        var (exitCode, output) = await away.CommandAsync(Cancel, "doctor");
        var (_, report) = await ExamineAsync(wrong);

        Assert.Equal(1, exitCode);
        Assert.Contains("is not reached", output, StringComparison.Ordinal);
        Assert.Contains("→ Check uplink.url", output, StringComparison.Ordinal);
        Assert.Contains("edgekit.yaml:6", Item(report, "Configuration").Evidence, StringComparison.Ordinal);
        Assert.Equal(DoctorState.Unknown, Item(report, "Uplink").State);
        Assert.Equal(2, (await wrong.CommandAsync(Cancel, "doctor", "--jsn")).ExitCode);
    }

    [Fact]
    public async Task A_daemon_that_hangs_is_told_from_one_that_does_not_run()
    {
        var kit = await StartKitAsync();
        kit.Child.Signal(Signals.Stop);

        var (exitCode, report) = await ExamineAsync(kit);

        Assert.Equal(1, exitCode);
        Assert.Contains("did not answer in 5 s", Item(report, "Daemon").Evidence, StringComparison.Ordinal);
        Assert.Equal(DoctorState.Ok, Item(report, "Ledger").State);
        Assert.InRange(report.Seconds, 5, 60);
    }

    private static DoctorItem Item(DoctorReport report, string name) => report.Items.First(item => string.Equals(item.Name, name, StringComparison.Ordinal));

    private static List<(string, long)> Files(KitProcess kit) =>
        [.. new DirectoryInfo(kit.DataDirectory).EnumerateFiles("*", SearchOption.AllDirectories).Select(static file => (file.FullName, file.Length)).OrderBy(static file => file.FullName, StringComparer.Ordinal)];

    private static async Task<(int ExitCode, DoctorReport Report)> ExamineAsync(KitProcess kit)
    {
        var (exitCode, output) = await kit.CommandAsync(Cancel, "doctor", "--json");
        return (exitCode, JsonSerializer.Deserialize(output, ContractsJson.Default.DoctorReport)!);
    }

    private static async Task DrainAsync(KitProcess kit)
    {
        while (await kit.Http.GetFromJsonAsync(new Uri("/api/v1/uplink", UriKind.Relative), ContractsJson.Default.UplinkView, Cancel) is not { State: UplinkState.Online, Queued: 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }
    }
}

using System.Net;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Testing;

namespace EdgeKit.Daemon.Tests.Doctor;

public sealed class SystemChecksTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestClock _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KernelFiles Kernel => new(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(500, DoctorState.Ok)]
    [InlineData(90, DoctorState.Warning)]
    [InlineData(20, DoctorState.Fault)]
    public async Task Memory_is_judged_by_what_is_available(int available, DoctorState state)
    {
        await KernelAsync("proc/meminfo", $"MemTotal:  1000 kB\nMemFree: 1 kB\nMemAvailable:   {available} kB");

        Assert.Equal(state, (await OneAsync(new MemoryCheck(RunningKit.None(""), Kernel))).State);
    }

    [Theory]
    [InlineData("max", "700", DoctorState.Ok)]
    [InlineData("1000", "700", DoctorState.Ok)]
    [InlineData("1000", "950", DoctorState.Warning)]
    public async Task The_daemons_own_limit_counts_too(string most, string taken, DoctorState state)
    {
        await KernelAsync("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 500 kB");
        await KernelAsync("proc/42/cgroup", "0::/edgekit.slice/edgekit.service");
        await KernelAsync("sys/fs/cgroup/edgekit.slice/edgekit.service/memory.max", most);
        await KernelAsync("sys/fs/cgroup/edgekit.slice/edgekit.service/memory.current", taken);
        using var daemon = new FakeDaemon().Run(pid: 42);

        var item = await OneAsync(new MemoryCheck(daemon, Kernel));

        Assert.Equal(state, item.State);
        Assert.Contains("the daemon has 59 MiB", item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_is_unknown_where_the_kernel_does_not_tell() => Assert.Equal(DoctorState.Unknown, (await OneAsync(new MemoryCheck(RunningKit.None(""), Kernel))).State);

    [Theory]
    [InlineData(ClockState.Cloud, DoctorState.Ok)]
    [InlineData(ClockState.Ntp, DoctorState.Ok)]
    [InlineData(ClockState.Rtc, DoctorState.Warning)]
    [InlineData(ClockState.Floor, DoctorState.Warning)]
    public async Task The_clock_is_judged_by_the_daemons_trust_in_it(ClockState clock, DoctorState state)
    {
        var item = await OneAsync(Clock(status: FakeDaemon.Well with { Clock = clock, Time = _time.GetUtcNow().AddSeconds(40) }));

        Assert.Equal(state, item.State);
        Assert.Contains("the system's clock is off by 40 s", item.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, 0, DoctorState.Ok)]
    [InlineData(false, true, 0, DoctorState.Warning)]
    [InlineData(false, false, 0, DoctorState.Warning)]
    [InlineData(false, true, 1, DoctorState.Warning)]
    public async Task Without_a_daemon_the_kernel_is_asked(bool isSynchronised, bool hasBatteryClock, int floorDays, DoctorState state) =>
        Assert.Equal(state, (await OneAsync(Clock(new TestDiscipline { IsSynchronised = isSynchronised, HasBatteryClock = hasBatteryClock }, floorDays: floorDays))).State);

    [Theory]
    [InlineData(5, DoctorState.Ok)]
    [InlineData(-600, DoctorState.Warning)]
    public async Task A_boards_clock_that_went_astray_is_said(int seconds, DoctorState state)
    {
        await KernelAsync("sys/class/rtc/rtc0/since_epoch", _time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(state, (await OneAsync(Clock(new TestDiscipline { IsSynchronised = true, HasBatteryClock = true }))).State);
    }

    [Fact]
    public async Task Without_systemd_the_unit_is_passed_over() =>
        Assert.Contains("skipped", (await OneAsync(new UnitCheck(Kernel, static (_, _, _) => throw new InvalidOperationException("not to be run")))).Evidence, StringComparison.Ordinal);

    [Theory]
    [InlineData("loaded", "active", 0, DoctorState.Ok)]
    [InlineData("loaded", "active", 3, DoctorState.Warning)]
    [InlineData("loaded", "activating", 3, DoctorState.Fault)]
    [InlineData("loaded", "failed", 0, DoctorState.Fault)]
    [InlineData("not-found", "inactive", 0, DoctorState.Warning)]
    public async Task The_unit_is_judged_by_what_systemd_says(string load, string active, int restarts, DoctorState state)
    {
        var shown = $"LoadState={load}\nActiveState={active}\nSubState=x\nNRestarts={restarts}\nResult=exit-code\nExecMainStatus=1\n";

        Assert.Equal(state, (await UnitAsync(shown, "edgekit.service loaded failed failed EdgeKit\n")).Single().State);
    }

    [Fact]
    public async Task Other_units_that_failed_are_named()
    {
        var items = await UnitAsync("LoadState=loaded\nActiveState=active\nNRestarts=0\n", "hostapd.service loaded failed failed Access point\n");

        Assert.Equal([DoctorState.Ok, DoctorState.Warning], items.Select(static item => item.State));
        Assert.Contains("hostapd.service failed", items[1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_of_the_system_is_run()
    {
        var (exitCode, output) = await Tool.RunAsync("sh", ["-c", "echo well; exit 3"], Cancel);

        Assert.Equal((3, "well\n"), (exitCode, output));
    }

    [Fact]
    public async Task A_network_that_leads_nowhere_is_a_warning_for_who_wants_out()
    {
        Assert.Equal(DoctorState.Warning, new NetworkCheck(leadsOut: true, Kernel).Judge(["wlan0 10.43.0.1"]).State);
        Assert.Equal(DoctorState.Ok, new NetworkCheck(leadsOut: false, Kernel).Judge(["wlan0 10.43.0.1"]).State);
        Assert.Equal(DoctorState.Warning, new NetworkCheck(leadsOut: false, Kernel).Judge([]).State);

        await KernelAsync("proc/net/route", "Iface\tDestination\tGateway\tFlags\neth0\t00000000\t0101A8C0\t0003\neth0\t0001A8C0\t00000000\t0001");
        Assert.Contains("name server", new NetworkCheck(leadsOut: true, Kernel).Judge(["eth0 192.168.1.9"]).Fix, StringComparison.Ordinal);

        await KernelAsync("etc/resolv.conf", "nameserver 192.168.1.1");
        var well = new NetworkCheck(leadsOut: true, Kernel).Judge(["eth0 192.168.1.9"]);
        Assert.Equal(DoctorState.Ok, well.State);
        Assert.Contains("eth0 (192.168.1.1)", well.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_networks_of_this_machine_are_read() => Assert.NotEmpty((await new NetworkCheck(leadsOut: false, new KernelFiles()).LookAsync(Cancel)).Single().Evidence);

    [Fact]
    public async Task A_daemon_that_does_not_run_is_a_fault_with_its_fix()
    {
        var item = await OneAsync(new DaemonCheck(RunningKit.None("no daemon runs here"), []));

        Assert.Equal((DoctorState.Fault, "no daemon runs here"), (item.State, item.Evidence));
        Assert.Contains("systemctl restart edgekit", item.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daemon_is_well_when_it_takes_orders_and_finds_nothing_wrong()
    {
        var fake = new FakeDaemon().Says("/healthz", "{}").Says("/readyz", "{}");
        using var well = fake.Run();
        using var hanging = fake.Run(FakeDaemon.Well with { Faults = ["The PushLoop hangs.", "covered"] });

        Assert.Equal(DoctorState.Ok, (await OneAsync(new DaemonCheck(well, []))).State);
        Assert.Equal((DoctorState.Fault, "The PushLoop hangs."), await StateAndEvidenceAsync(new DaemonCheck(hanging, ["covered"])));
    }

    [Fact]
    public async Task A_daemon_that_refuses_orders_is_a_fault_with_its_reason()
    {
        using var daemon = new FakeDaemon().Says("/healthz", "{}")
            .Says("/readyz", """{"type":"about:blank","title":"Not ready","status":503,"detail":"the disk is full"}""", HttpStatusCode.ServiceUnavailable).Run();

        Assert.Equal((DoctorState.Fault, "Not ready: the disk is full"), await StateAndEvidenceAsync(new DaemonCheck(daemon, [])));
    }

    [Fact]
    public async Task Faults_of_the_configuration_and_of_provisioning_are_told_one_by_one()
    {
        Assert.Equal(2, (await new ConfigurationCheck(["a", "b"]).LookAsync(Cancel)).Count(static item => item.State == DoctorState.Fault));
        Assert.Equal(DoctorState.Ok, (await OneAsync(new ConfigurationCheck([]))).State);
        Assert.Equal(DoctorState.Ok, (await OneAsync(new ProvisioningCheck(_directory["none"]))).State);

        await KernelAsync("report.json", """{"file":"f","found":true,"kit":"kit-17","name":"n","applied":[],"faults":["f:3: wifi: no"]}""");
        Assert.Equal((DoctorState.Fault, "f:3: wifi: no"), await StateAndEvidenceAsync(new ProvisioningCheck(_directory["report.json"])));
        await KernelAsync("report.json", "{");
        Assert.Equal(DoctorState.Fault, (await OneAsync(new ProvisioningCheck(_directory["report.json"]))).State);
    }

    private static async Task<(DoctorState, string)> StateAndEvidenceAsync(ICheck check) => await OneAsync(check) is var item ? (item.State, item.Evidence) : default;

    private static async Task<DoctorItem> OneAsync(ICheck check)
    {
        var item = Assert.Single(await check.LookAsync(Cancel));
        Assert.Equal(item.State == DoctorState.Ok, item.Fix.Length == 0);
        return item;
    }

    private ClockCheck Clock(TestDiscipline? discipline = null, Http.KitStatus? status = null, int floorDays = -30) =>
        new(status, discipline ?? new TestDiscipline(), Kernel, _time.GetUtcNow().AddDays(floorDays), _time);

    private async Task<IReadOnlyList<DoctorItem>> UnitAsync(string shown, string failed)
    {
        Directory.CreateDirectory(_directory["run/systemd/system"]);
        return await new UnitCheck(Kernel, (_, arguments, _) => Task.FromResult((0, arguments[0] is "show" ? shown : failed))).LookAsync(Cancel);
    }

    private async Task KernelAsync(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[path])!);
        await File.WriteAllTextAsync(_directory[path], content + "\n", Cancel);
    }
}

using System.Text;
using EdgeKit.Access;
using EdgeKit.Contracts.Provisioning;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Daemon.Provisioning;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Market;
using EdgeKit.Testing;

namespace EdgeKit.Daemon.Tests.Provisioning;

public sealed class ProvisionerTests : IDisposable
{
    private const string Whole = """
        kit: { id: kit-17, name: "Row C: it's open", timeZone: Europe/Berlin, currency: EUR }
        wifi:
          country: DE
          accessPoint: { ssid: "Night märket", passphrase: 'quite "secret"', channel: 11 }
          networks:
            - { ssid: Hall, passphrase: another secret }
            - { ssid: Free }
        uplink:
          url: https://cloud.example/
          token: 0123456789abcdef-token   # of kit add
        security: { setupCode: bcdf ghjk }
        market: { id: night-market, key: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f }
        power: { board: waveshare-ups-hat }
        """;

    private readonly TemporaryDirectory _directory = new();

    public ProvisionerTests()
    {
        Directory.CreateDirectory(_directory["boot"]);
        Kernel("ip_nonlocal_bind", "1");
        Kernel("ip_unprivileged_port_start", "80");
    }

    private ProvisionPlaces Places => new(_directory["boot/edgekit-provision.yaml"], _directory["root"], _directory["state"], _directory["out"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_whole_file_is_applied_and_the_daemon_takes_what_it_gives()
    {
        var report = await RunAsync(Whole);

        Assert.Empty(report.Faults);
        Assert.Equal(("kit-17", "Night märket", "http://10.43.0.1/"), (report.Kit, report.Ssid, report.Address));
        Assert.Equal("kit-17\n", Out("hostname"));
        Assert.Equal("Europe/Berlin\n", Out("timezone"));
        Assert.Equal("0123456789abcdef-token", Out("credentials/uplink-token"));
        Assert.Equal("bcdf ghjk", Out("credentials/setup-code"));
        Assert.Equal("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", Out("credentials/market-key"));
        Assert.False(Layer().Read("security", AccessOptions.Read).IsOpen);
        Assert.Contains("\nchannel=11\n", Out("hostapd.conf"), StringComparison.Ordinal);
        var settings = Layer();
        var kit = settings.Read("kit", KitOptions.Read);
        Assert.Equal(("kit-17", "Row C: it's open", "Europe/Berlin"), (kit.Id, kit.Name, kit.TimeZone));
        Assert.Equal([], Faults(Layer()));
    }

    [Theory]
    [InlineData("waveshare-ups-hat")]
    [InlineData("waveshare-ups-hat-c")]
    [InlineData("geekworm-x728")]
    public async Task Each_board_gives_a_configuration_that_holds(string board)
    {
        await RunAsync($"power: {{ board: {board} }}");

        Assert.Equal([], Faults(Layer()));
    }

    [Fact]
    public void Each_board_there_is_was_tried() =>
        Assert.Equal(["geekworm-x728", "waveshare-ups-hat", "waveshare-ups-hat-c"], BoardProfile.Names);

    [Fact]
    public async Task Secrets_leave_the_open_partition_and_stay_in_force()
    {
        await RunAsync(Whole);
        var hostapd = Out("hostapd.conf");

        var left = await File.ReadAllTextAsync(Places.File, Cancel);
        Assert.Equal(5, left.Split("(taken)").Length - 1);
        Assert.DoesNotContain("secret", left, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", left, StringComparison.Ordinal);
        Assert.DoesNotContain("000102030405", left, StringComparison.Ordinal);
        Assert.Contains("# of kit add", left, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetByteCount(Whole), new FileInfo(Places.File).Length);

        var again = await RunAsync(left);
        Assert.Empty(again.Faults);
        Assert.Equal(hostapd, Out("hostapd.conf"));
        Assert.Equal("0123456789abcdef-token", Out("credentials/uplink-token"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Places.Kept));
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(Places.InOut("credentials/uplink-token")));
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(Places.Note, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_stay_in_the_file_while_they_cannot_be_kept()
    {
        await File.WriteAllBytesAsync(Places.State, [], Cancel);

        var report = await RunAsync(Whole);

        Assert.Equal(Whole, await File.ReadAllTextAsync(Places.File, Cancel));
        Assert.Equal("0123456789abcdef-token", Out("credentials/uplink-token"));
        Assert.StartsWith($"{Places.State}: nothing can be kept there", Assert.Single(report.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_writes_nothing()
    {
        await RunAsync(Whole);
        await ProvisionAsync();
        var before = Written();

        await ProvisionAsync();

        Assert.Equal(before, Written());
    }

    [Fact]
    public async Task A_wrong_key_loses_itself_alone_and_keeps_what_it_had()
    {
        await RunAsync(Whole);

        var report = await RunAsync("""
            kit: { id: "-x-", name: Row D, timeZone: Mars/Base }
            wifi:
              accessPoint: { ssid: "Night märket", passphrase: short }
              networks: [{ ssid: Hall, passphrase: short }, { ssid: New, passphrase: short }]
            uplink: { url: https://cloud.example/, tokken: x }
            power: { board: waveshar-ups-hat }
            """);

        var hostapd = Out("hostapd.conf");
        Assert.Equal(("kit-17", "Row D", "waveshare-ups-hat"), (report.Kit, report.Name, report.Board));
        Assert.Equal(
            [
                ":1: kit.id: '-x-' is not right; expected 1 to 63 letters, digits and hyphens that begin and end with a letter or digit, such as kit-17",
                ":1: kit.timeZone: 'Mars/Base' is not right; expected a time zone of the IANA list, such as Europe/Berlin",
                ":3: wifi.accessPoint.passphrase: what is written is not right; expected 8 to 63 letters, digits and signs of plain ASCII",
                ":4: wifi.networks[0].passphrase: what is written is not right; expected 8 to 63 letters, digits and signs of plain ASCII",
                ":4: wifi.networks[1].passphrase: what is written is not right; expected 8 to 63 letters, digits and signs of plain ASCII",
                ":5: uplink.tokken: no such key; did you mean token?",
                ":6: power.board: 'waveshar-ups-hat' is not right; expected one of geekworm-x728, waveshare-ups-hat, waveshare-ups-hat-c",
            ],
            report.Faults.Select(fault => fault[Places.File.Length..]));
        Assert.DoesNotContain("4e6577", Out("wpa_supplicant.conf"), StringComparison.Ordinal);
        Assert.False(File.Exists(Places.InOut("credentials/uplink-token")));
        Assert.Contains("wpa_psk=", hostapd, StringComparison.Ordinal);
        Assert.Equal([], Faults(Layer()));
    }

    [Theory]
    [InlineData("kit: [")]
    [InlineData("\0\u0001")]
    [InlineData("just words")]
    public async Task A_file_that_is_none_leaves_the_kit_as_it_was(string text)
    {
        await RunAsync(Whole);

        var report = await RunAsync(text);

        Assert.Equal("kit-17", report.Kit);
        Assert.NotEmpty(report.Faults);
        Assert.Equal([], Faults(Layer()));
    }

    [Fact]
    public async Task Without_a_file_the_board_names_the_kit_and_an_access_point_opens()
    {
        Directory.CreateDirectory(_directory["root/proc/device-tree"]);
        await File.WriteAllBytesAsync(_directory["root/proc/device-tree/serial-number"], "10000000abCDef12\0"u8.ToArray(), Cancel);

        var report = await ProvisionAsync(opensAccessPoint: true);

        Assert.Equal((false, "kit-cdef12", "EdgeKit-cdef12"), (report.Found, report.Kit, report.Ssid));
        Assert.Empty(report.Faults);
        var note = await File.ReadAllTextAsync(Places.Note, Cancel);
        Assert.Matches("the passphrase is [a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", note);
        Assert.Contains($"Its setup code is {Out("credentials/setup-code")}.", note, StringComparison.Ordinal);
        var code = Out("credentials/setup-code");
        await ProvisionAsync(opensAccessPoint: true);
        Assert.Equal(code, Out("credentials/setup-code"));
        Assert.Equal([], Faults(Layer()));
    }

    [Fact]
    public async Task A_setup_code_that_was_given_is_not_told()
    {
        await RunAsync(Whole);

        Assert.DoesNotContain("bcdf", await File.ReadAllTextAsync(Places.Note, Cancel) + await File.ReadAllTextAsync(Places.File, Cancel), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("market: { id: night-market }", "market.key: is missing")]
    [InlineData("market: { key: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f }", "market.id: is missing")]
    [InlineData("market: { id: night-market, key: short }", "market.key: ")]
    [InlineData("security: { setupCode: aeiou-aeiou }", "security.setupCode: ")]
    public async Task A_slip_in_market_or_setup_code_is_named_and_the_kit_starts(string text, string fault)
    {
        var report = await RunAsync(text);

        Assert.Contains(report.Faults, seen => seen.Contains(fault, StringComparison.Ordinal));
        Assert.False(File.Exists(Places.InOut("credentials/market-key")));
        Assert.Equal([], Faults(Layer()));
    }

    [Fact]
    public async Task A_market_and_sections_of_the_daemon_go_together()
    {
        var report = await RunAsync(Whole + "\ndaemon: { live: { memory: 64MiB } }");

        Assert.Empty(report.Faults);
        Assert.Equal([], Faults(Layer()));
        Assert.True(Layer().Read("market", MarketOptions.Read).IsOn);
    }

    [Fact]
    public async Task A_board_without_a_number_keeps_the_id_it_was_given()
    {
        var first = await ProvisionAsync();
        var second = await ProvisionAsync();

        Assert.Matches("^kit-[0-9a-f]{6}$", first.Kit);
        Assert.Equal(first.Kit, second.Kit);
        Assert.Null(first.Ssid);
        Assert.False(File.Exists(Places.InOut("hostapd.conf")));
    }

    [Fact]
    public async Task A_card_of_another_kit_is_told_to_write_its_secrets_again()
    {
        var report = await RunAsync("uplink:\n  url: https://cloud.example/\n  token: (taken)\n");

        Assert.Equal([$"{Places.File}:3: uplink.token: was taken from this file once, and this kit does not have it; write it again"], report.Faults);
    }

    [Fact]
    public async Task Where_the_kernel_would_not_let_it_the_daemon_does_not_listen_early()
    {
        Kernel("ip_nonlocal_bind", "0");

        var report = await RunAsync(Whole);

        Assert.Null(report.Address);
        Assert.Contains("ip_nonlocal_bind=1", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.DoesNotContain("listen", Out("edgekit.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_cannot_become_a_line_of_another_file()
    {
        var report = await RunAsync("""
            kit: { name: "x\nuplink: {url: http://evil}" }
            wifi: { accessPoint: { ssid: "a\nwpa=0", passphrase: "eight\nsigns" } }
            """);

        Assert.Equal(3, report.Faults.Count);
        Assert.DoesNotContain("evil", Out("edgekit.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("wpa=0", Out("hostapd.conf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_a_network_is_what_the_standard_says()
    {
        // IEEE 802.11, annex J.4.2: "password" for "IEEE".
        await RunAsync("wifi: { accessPoint: { ssid: IEEE, passphrase: password } }");

        Assert.Contains("wpa_psk=f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e\n", Out("hostapd.conf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sections_of_the_daemon_are_handed_on_and_hold_without_the_file_too()
    {
        const string Text = """
            kit: { id: kit-17 }
            daemon:
              power: { packs: [{ id: main, sensor: pack, chemistry: liion, cells: 2, capacity: 2.5Ah }], shutdown: { draws: 7W } }
              sensors: [{ id: pack, driver: ina219, bus: 1, address: 0x42, shunt: 10mΩ }]
              live: { streams: [{ name: main, origins: ["https://studio.example/hls/"] }] }
            """;
        var report = await RunAsync(Text);

        Assert.Equal([], report.Faults);
        Assert.Equal([], Faults(Layer()));
        Assert.Contains("studio.example", Out("edgekit.yaml"), StringComparison.Ordinal);
        var written = Out("edgekit.yaml");
        File.Delete(Places.File);
        Assert.Empty((await ProvisionAsync()).Faults);
        Assert.Equal(written, Out("edgekit.yaml"));
    }

    [Fact]
    public async Task A_section_with_a_slip_is_named_and_left_out_and_the_daemon_starts_with_the_others()
    {
        var report = await RunAsync("""
            kit: { id: kit-17 }
            daemon:
              live:
                streams: [{ name: main, orgins: ["https://studio.example/hls/"] }]
              sensors: [{ id: pack, driver: ina219, bus: 1, address: 0x42, shunt: 10mΩ }]
            """);

        Assert.Contains(report.Faults, static fault => fault.Contains("edgekit-provision.yaml:4: live.streams[0].orgins", StringComparison.Ordinal));
        Assert.Contains(report.Faults, static fault => fault.Contains(": live: is left out", StringComparison.Ordinal));
        Assert.Equal([], Faults(Layer()));
        Assert.Contains("ina219", Out("edgekit.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("orgins", Out("edgekit.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_group_of_sections_is_named()
    {
        var report = await RunAsync("kit: { id: kit-17 }\ndaemon: [live]\n");

        Assert.Contains(report.Faults, static fault => fault.Contains("edgekit-provision.yaml:2: daemon: expected sections", StringComparison.Ordinal));
        Assert.Equal([], Faults(Layer()));
    }

    private static string[] Faults(Settings settings)
    {
        KitHost.CreateDaemon(settings);
        settings.CheckUnread();
        return [.. settings.Errors];
    }

    private Settings Layer() =>
        Assert.IsType<SettingsLoad.Loaded>(SettingsLoader.Load(_directory["none.yaml"], mayBeMissing: true, _directory["data"], Credentials(), [], Places.InOut("edgekit.yaml"))).Settings;

    // As systemd hands them to the daemon.
    private IEnumerable<KeyValuePair<string, string>> Credentials() =>
        File.Exists(Places.InOut("credentials/market-key")) ? [KeyValuePair.Create("EDGEKIT_MARKET__KEYFILE", Places.InOut("credentials/market-key"))] : [];

    private string Out(string name) => File.ReadAllText(Places.InOut(name));

    private (string, DateTime)[] Written() =>
        [.. Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static file => (file, File.GetLastWriteTimeUtc(file)))];

    private void Kernel(string name, string value)
    {
        Directory.CreateDirectory(_directory["root/proc/sys/net/ipv4"]);
        File.WriteAllLines(_directory[$"root/proc/sys/net/ipv4/{name}"], [value]);
    }

    private async Task<ProvisionReport> RunAsync(string text)
    {
        await File.WriteAllBytesAsync(Places.File, Encoding.UTF8.GetBytes(text), Cancel);
        return await ProvisionAsync();
    }

    private Task<ProvisionReport> ProvisionAsync(bool opensAccessPoint = false) => new Provisioner(Places, opensAccessPoint).RunAsync(Cancel);
}

using EdgeKit.Daemon.Configuration;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;

namespace EdgeKit.Daemon.Tests.Configuration;

public sealed class SettingsLayerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private string _yaml = "";

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_environment_is_over_the_file_and_the_command_line_over_both()
    {
        _yaml = "uplink: {url: 'http://file', batch: 1, inFlight: 1}";

        var settings = Loaded(
            [("EDGEKIT_UPLINK__URL", "http://environment"), ("EDGEKIT_UPLINK__BATCH", "2")],
            [new("uplink.batch", "3", "--batch")]);

        var read = settings.Read("uplink", static uplink =>
            (uplink.Address("url", "http")!.Host, uplink.Number("batch", 0, 0, 9), uplink.Number("inFlight", 0, 0, 9)));
        Assert.Equal(("environment", 3, 1), read);
        Assert.Empty(settings.Errors);
    }

    [Theory]
    [InlineData("uplink: {sweepEvery: 1s}", "EDGEKIT_UPLINK__SWEEPEVERY")]
    [InlineData("", "EDGEKIT_UPLINK__SWEEPEVERY")]
    [InlineData("", "EDGEKIT_UPLINK__SWEEP_EVERY")]
    [InlineData("", "EDGEKIT_uplink__sweepEvery")]
    public void A_variable_finds_its_key_without_the_case(string yaml, string variable)
    {
        _yaml = yaml;

        var settings = Loaded([(variable, "5s")], []);

        Assert.Equal(5, settings.Read("uplink", static uplink => uplink.Duration("sweepEvery", default, default, TimeSpan.FromMinutes(1))).TotalSeconds);
        Assert.Empty(settings.Errors);
    }

    [Fact]
    public void The_file_does_not_find_a_key_without_its_case()
    {
        _yaml = "uplink:\n  sweepevery: 5s";

        var settings = Loaded([], []);

        settings.Read("uplink", static uplink => uplink.Duration("sweepEvery", default, default, TimeSpan.FromMinutes(1)));
        Assert.EndsWith("edgekit.yaml:2: uplink.sweepevery: no such key; did you mean sweepEvery?", Assert.Single(settings.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_make_a_list()
    {
        _yaml = "http: {listen: [a, b]}";

        Assert.Equal(["x", "b", "z"], Listen(Loaded([("EDGEKIT_HTTP__LISTEN__0", "x"), ("EDGEKIT_HTTP__LISTEN__2", "z")], [])));
        _yaml = "";
        Assert.Equal(["x", "y"], Listen(Loaded([("EDGEKIT_HTTP__LISTEN__1", "y"), ("EDGEKIT_HTTP__LISTEN__0", "x")], [])));
    }

    [Fact]
    public void Numbers_with_keys_below_make_a_list_of_groups()
    {
        _yaml = "live: {streams: [{name: main}]}";

        var settings = Loaded([("EDGEKIT_LIVE__STREAMS__1__NAME", "side")], []);

        var streams = settings.Read("live", static live => live.Sections("streams", static stream => stream.RequiredText("name", 10, "a name")));
        Assert.Equal(["main", "side"], streams);
        Assert.Empty(settings.Errors);
    }

    [Fact]
    public void A_gap_in_a_list_is_told()
    {
        var settings = Loaded([("EDGEKIT_HTTP__LISTEN__1", "y")], []);

        Listen(settings);

        Assert.Equal(["environment (item 0 is missing): http.listen: an empty value is not right; expected an address"], settings.Errors);
    }

    [Fact]
    public void The_command_line_replaces_a_whole_list()
    {
        _yaml = "http: {listen: [a, b]}";

        Assert.Equal(["x"], Listen(Loaded([], [new("http.listen", "x", "--listen")])));
        Assert.Equal(["x", "y"], Listen(Loaded([], [new("http.listen", "x", "--listen"), new("http.listen", "y", "--listen")])));
    }

    [Theory]
    [InlineData("EDGEKIT_CONFIG")]
    [InlineData("EDGEKIT_DATA")]
    [InlineData("PATH__X")]
    [InlineData("edgekit_kit__id")]
    public void Other_variables_are_passed_over(string variable)
    {
        var settings = Loaded([(variable, "x")], []);

        settings.CheckUnread();
        Assert.Empty(settings.Errors);
    }

    [Theory]
    [InlineData("EDGEKIT_UPLINK__", "x", "environment EDGEKIT_UPLINK__: is not the name of a setting; expected a section and a key, such as EDGEKIT_KIT__ID")]
    [InlineData("EDGEKIT_A____B", "x", "environment EDGEKIT_A____B: is not the name of a setting; expected a section and a key, such as EDGEKIT_KIT__ID")]
    [InlineData("EDGEKIT_HTTP__LISTEN__256", "x", "environment EDGEKIT_HTTP__LISTEN__256: http.listen.256: a list has at most 256 items, counted from 0")]
    [InlineData("EDGEKIT_HTTP__LISTEN__99999999999__A", "x", "environment EDGEKIT_HTTP__LISTEN__99999999999__A: http.listen.99999999999.a: a list has at most 256 items, counted from 0")]
    [InlineData("EDGEKIT_KIT__ID__A", "EDGEKIT_KIT__ID", "environment EDGEKIT_KIT__ID__A: kit.id.a: has no keys below it, since environment EDGEKIT_KIT__ID gives it a value")]
    [InlineData("EDGEKIT_KIT__id", "EDGEKIT_KIT__ID__A", "environment EDGEKIT_KIT__id: kit.id: has no value, since others give it keys")]
    [InlineData("EDGEKIT_KIT__id", "EDGEKIT_KIT__ID", "environment EDGEKIT_KIT__id: kit.id: was given before by environment EDGEKIT_KIT__ID")]
    public void A_wrong_variable_is_told(string variable, string other, string error)
    {
        var refused = Assert.IsType<SettingsLoad.Refused>(Load([(variable, "x"), (other, "y")], []));

        Assert.Equal([error], refused.Errors);
    }

    [Fact]
    public void An_unknown_key_is_told_by_its_variable()
    {
        var settings = Loaded([("EDGEKIT_UPLINK__BATCHS", "5")], []);

        settings.Read("uplink", static uplink => uplink.Number("batch", 0, 0, 9));

        Assert.Equal(["environment EDGEKIT_UPLINK__BATCHS: uplink.batchs: no such key; did you mean batch?"], settings.Errors);
    }

    private static IReadOnlyList<string>? Listen(Settings settings) =>
        settings.Read("http", static http => http.Texts("listen", "an address", static _ => true));

    private SettingsLoad Load((string Name, string Value)[] environment, SettingsOverride[] overrides)
    {
        using (var file = File.CreateText(_directory["edgekit.yaml"]))
        {
            file.Write(_yaml);
        }

        return SettingsLoader.Load(
            _directory["edgekit.yaml"], "data", environment.Select(static variable => KeyValuePair.Create(variable.Name, variable.Value)), overrides);
    }

    private Settings Loaded((string Name, string Value)[] environment, SettingsOverride[] overrides) =>
        Assert.IsType<SettingsLoad.Loaded>(Load(environment, overrides)).Settings;
}

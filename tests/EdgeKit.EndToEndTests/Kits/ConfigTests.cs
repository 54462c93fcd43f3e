using System.Globalization;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Kits;

public sealed class ConfigTests : ProcessTest
{
    [Fact]
    public async Task A_right_configuration_is_said_to_be_right()
    {
        var kit = Keep(KitProcess.Create(new KitSetup { CloudUrl = new Uri("http://127.0.0.1:9090") }));

        var (exitCode, _) = await kit.CommandAsync(Cancel, "config", "check");

        Assert.Equal(0, exitCode);
        Assert.False(Directory.Exists(kit.DataDirectory));
    }

    [Theory]
    [InlineData("orders:\n  keep: soon\n", 6, "orders.keep", "soon")]
    [InlineData("orders:\n  kept: 1h\n", 6, "orders.kept", "no such key")]
    [InlineData("order:\n  keep: 1h\n", 5, "order", "no such section")]
    [InlineData("uplink:\n  url: ftp://cloud.example\n", 6, "uplink.url", "http")]
    [InlineData("orders:\n\tkeep: 1h\n", 6, "tab", "spaces")]
    public async Task A_wrong_line_is_named_with_its_file_its_number_its_key_and_what_was_expected(string yaml, int line, string key, string said)
    {
        // Lines 1 to 4 are the harness's own: kit, its id, http, its listener.
        var kit = Keep(KitProcess.Create(new KitSetup { Yaml = yaml }));

        var (exitCode, output) = await kit.CommandAsync(Cancel, "config", "check");

        Assert.Equal(1, exitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{kit.ConfigFile}:{line}"), output, StringComparison.Ordinal);
        Assert.Contains(key, output, StringComparison.Ordinal);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_does_not_start()
    {
        var kit = Keep(KitProcess.Create(new KitSetup { Yaml = "orders:\n  keep: soon\n", Items = [] }));

        await kit.StartAsync(Cancel, waitUntilReady: false);

        Assert.Equal(1, await kit.Child.WaitForExitAsync(Cancel));
        Assert.Contains("orders.keep", kit.Child.Output, StringComparison.Ordinal);
    }
}

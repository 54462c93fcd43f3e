using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Daemon.Http;
using Spectre.Console;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit status</c>: how the running kit is.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("status", "How the running kit is") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        try
        {
            using var client = DaemonClient.Connect(CommonOptions.DataDirectory(parsed));
            if (client is null)
            {
                await Console.Error.WriteLineAsync($"edgekit: no daemon runs on {CommonOptions.DataDirectory(parsed)}; start it with 'edgekit run', or name its --data");
                return 1;
            }

            var status = await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative), cancellationToken);
            var uplink = await client.GetStringAsync(new Uri("/api/v1/uplink", UriKind.Relative), cancellationToken);
            var kit = JsonSerializer.Deserialize(status, DaemonJson.Default.KitStatus)!;
            if (json)
            {
                Console.WriteLine($$"""{"kit":{{status.TrimEnd()}},"uplink":{{uplink}}}""");
            }
            else
            {
                Draw(kit, JsonSerializer.Deserialize(uplink, ContractsJson.Default.UplinkView)!);
            }

            return kit.Faults.Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            await Console.Error.WriteLineAsync($"edgekit: the daemon does not answer: {exception.Message}");
            return 1;
        }
    }

    private static void Draw(KitStatus kit, UplinkView uplink)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        table.AddRow("Kit", Markup.Escape($"{kit.Name} ({kit.Kit}), EdgeKit {kit.Version}, up {TimeSpan.FromSeconds(kit.UptimeSeconds):d\\.hh\\:mm\\:ss}"));
        table.AddRow("Orders", kit.Ready ? "[green]taken[/]" : "[red]refused[/]");
        table.AddRow("Uplink", Markup.Escape(Words(uplink)));
        table.AddRow("Queue", string.Create(CultureInfo.InvariantCulture, $"{uplink.Queued} of {uplink.HeadSeq} records wait for the cloud"));
        table.AddRow("Clock", string.Create(CultureInfo.InvariantCulture, $"{kit.Time:yyyy-MM-dd HH:mm:ss} UTC ({kit.Clock})"));
        table.AddRow("Memory", string.Create(CultureInfo.InvariantCulture, $"{kit.MemoryBytes / (1024 * 1024)} MiB resident"));
        foreach (var fault in kit.Faults)
        {
            table.AddRow("[red]Fault[/]", Markup.Escape(fault));
        }

        AnsiConsole.Write(table);
    }

    private static string Words(UplinkView uplink) => uplink.State switch
    {
        UplinkState.None => "no cloud is configured (uplink.url)",
        UplinkState.Unknown => "not tried yet",
        UplinkState.Online => string.Create(CultureInfo.InvariantCulture, $"online since {uplink.Since:HH:mm:ss} UTC"),
        UplinkState.Offline => string.Create(CultureInfo.InvariantCulture, $"offline since {uplink.Since:HH:mm:ss} UTC: {uplink.LastError}"),
        UplinkState.Refused => $"refused: {uplink.LastError}",
    };
}

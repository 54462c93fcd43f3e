using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using Spectre.Console;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit devices list|revoke</c>: who is in.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var list = new Command("list", "The devices that were let in") { json };
        list.SetAction((parsed, cancellationToken) => DaemonClient.RunAsync(parsed, client => ListAsync(client, parsed.GetValue(json), cancellationToken), cancellationToken));

        var id = new Argument<string>("ID") { Description = "As 'edgekit devices list' shows it" };
        var revoke = new Command("revoke", "Put a device out") { id };
        revoke.SetAction((parsed, cancellationToken) => DaemonClient.RunAsync(parsed, client => RevokeAsync(client, parsed.GetValue(id)!, cancellationToken), cancellationToken));
        return new Command("devices", "Who is in") { list, revoke };
    }

    private static async Task<int> ListAsync(HttpClient client, bool json, CancellationToken cancellationToken)
    {
        var answer = await DaemonClient.SendAsync(client, HttpMethod.Get, "/api/v1/devices", content: null, cancellationToken);
        if (json)
        {
            Console.WriteLine(answer);
            return 0;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Id", "Name", "Role", "Let in", "By", "Last seen");
        foreach (var device in JsonSerializer.Deserialize(answer, ContractsJson.Default.IReadOnlyListDeviceView)!)
        {
            table.AddRow(
                Markup.Escape(device.Id),
                Markup.Escape(device.Name),
                $"{device.Role}",
                string.Create(CultureInfo.InvariantCulture, $"{device.PairedAt:yyyy-MM-dd HH:mm}"),
                Markup.Escape(device.PairedBy),
                device.LastSeenSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min ago") : "not since the start");
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<int> RevokeAsync(HttpClient client, string id, CancellationToken cancellationToken)
    {
        await DaemonClient.SendAsync(client, HttpMethod.Delete, $"/api/v1/devices/{Uri.EscapeDataString(id)}", content: null, cancellationToken);
        Console.WriteLine($"{id} is out.");
        return 0;
    }
}

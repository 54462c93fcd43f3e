using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Power;
using EdgeKit.Power;
using Spectre.Console;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit sensors</c>: what is configured, what answers on the buses, and what is wrong, with the daemon and without it.</summary>
internal static class SensorsCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("sensors", "The sensors: what is configured, what answers on the buses, what is wrong") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        if (CommonOptions.Load(parsed) is not { } settings)
        {
            return 1;
        }

        try
        {
            if (await PowerModule.ReportSensorsAsync(settings, await AskAsync(parsed, cancellationToken), cancellationToken) is not { } report)
            {
                CommonOptions.Check(settings);
                return 1;
            }

            if (json)
            {
                Console.WriteLine(JsonSerializer.Serialize(report, ContractsJson.Default.SensorsReport));
            }
            else
            {
                Draw(report);
            }

            return report.Faults.Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            await Console.Error.WriteLineAsync($"edgekit: the daemon does not answer: {exception.Message}");
            return 1;
        }
    }

    // While a daemon runs, it alone speaks to its sensors.
    private static async Task<SensorsView?> AskAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = DaemonClient.Connect(CommonOptions.DataDirectory(parsed));
        return client is null ? null : await client.GetFromJsonAsync(new Uri("/api/v1/sensors", UriKind.Relative), ContractsJson.Default.SensorsView, cancellationToken);
    }

    private static void Draw(SensorsReport report)
    {
        if (report.Sensors.Count == 0)
        {
            AnsiConsole.WriteLine("No sensor is configured (section sensors).");
        }
        else
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("Sensor", "What and where", "State", "Reads");
            foreach (var sensor in report.Sensors)
            {
                var reads = string.Join(", ", sensor.Readings.Select(static reading =>
                    string.Create(CultureInfo.InvariantCulture, $"{(reading.Channel.Length > 0 ? reading.Channel + " " : "")}{reading.Value:0.###} {reading.Quantity}")));
                table.AddRow(Markup.Escape(sensor.Id), Markup.Escape(sensor.Description), State(sensor), Markup.Escape(reads));
            }

            AnsiConsole.Write(table);
        }

        foreach (var bus in report.Buses)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"i2c-{bus.Bus}: {(bus.Answers.Count == 0 ? "nothing answers" : string.Join(", ", bus.Answers.Select(Words)))}");
        }

        if (report.Buses.Count == 0)
        {
            AnsiConsole.WriteLine("The board offers no I²C bus (on a Raspberry Pi: dtparam=i2c_arm=on).");
        }

        foreach (var fault in report.Faults)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]Fault[/] {fault}");
        }
    }

    private static string State(SensorView sensor) => sensor.Quality switch
    {
        ReadingQuality.Good => "[green]good[/]",
        ReadingQuality.Simulated => "[yellow]simulated[/]",
        ReadingQuality.Stale => "[yellow]stale[/]",
        ReadingQuality.Failed => "[red]failed[/]",
    };

    private static string Words(I2cAnswerView answer) => string.Create(
        CultureInfo.InvariantCulture,
        $"0x{answer.Address:X2} {(answer.Sensor is { } sensor ? $"is {sensor}" : answer.Owner is { } owner ? $"belongs to the kernel's {owner}" : answer.MayBe.Count > 0 ? $"may be {string.Join(" or ", answer.MayBe)}" : "is unknown")}");
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Power;
using EdgeKit.Power;
using Spectre.Console;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit power</c>: what the policy would do on a recorded day, and whether a shutdown would work.</summary>
internal static class PowerCommand
{
    private const int Columns = 72;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A recorded day: CSV with seconds,volts,amperes,celsius" };
        var simulateJson = CommonOptions.Json();
        var simulate = new Command("simulate", "Show what the configured policy would have done on a recorded day") { file, simulateJson };
        simulate.SetAction((parsed, cancellationToken) => SimulateAsync(parsed, parsed.GetValue(file)!, parsed.GetValue(simulateJson), cancellationToken));
        var rehearseJson = CommonOptions.Json();
        var rehearse = new Command("rehearse", "Take every step of the shutdown but the last, while the stall goes on selling") { rehearseJson };
        rehearse.SetAction((parsed, cancellationToken) => RehearseAsync(parsed, parsed.GetValue(rehearseJson), cancellationToken));
        return new Command("power", "The policy of the kit's power") { simulate, rehearse };
    }

    private static async Task<int> SimulateAsync(ParseResult parsed, string file, bool json, CancellationToken cancellationToken)
    {
        if (CommonOptions.Load(parsed) is not { } settings)
        {
            return 1;
        }

        try
        {
            if (await PowerModule.SimulateAsync(settings, file, cancellationToken) is not { } preview)
            {
                CommonOptions.Check(settings);
                return 1;
            }

            if (json)
            {
                Console.WriteLine(JsonSerializer.Serialize(preview, ContractsJson.Default.PolicyPreview));
            }
            else
            {
                Draw(preview);
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"edgekit: cannot simulate: {exception.Message}");
            return 1;
        }
    }

    private static async Task<int> RehearseAsync(ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        try
        {
            using var client = DaemonClient.Connect(CommonOptions.DataDirectory(parsed));
            if (client is null)
            {
                await Console.Error.WriteLineAsync($"edgekit: no daemon runs on {CommonOptions.DataDirectory(parsed)}; a shutdown is rehearsed by one that sells");
                return 1;
            }

            client.Timeout = TimeSpan.FromMinutes(15);
            using var answer = await client.PostAsync(new Uri("/api/v1/power/rehearsal", UriKind.Relative), null, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                var problem = await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, cancellationToken);
                await Console.Error.WriteLineAsync($"edgekit: {problem?.Title}: {problem?.Detail}");
                return 1;
            }

            var rehearsal = (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.RehearsalView, cancellationToken))!;
            if (json)
            {
                Console.WriteLine(JsonSerializer.Serialize(rehearsal, ContractsJson.Default.RehearsalView));
            }
            else
            {
                Draw(rehearsal);
            }

            return rehearsal.Works ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            await Console.Error.WriteLineAsync($"edgekit: the daemon does not answer: {exception.Message}");
            return 1;
        }
    }

    private static void Draw(PolicyPreview preview)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("At", "Stage", "Charge", "To empty", "Why");
        foreach (var stage in preview.Stages)
        {
            table.AddRow(
                Words(stage.AtSeconds),
                $"[{Colour(stage.Stage)}]{Name(stage.Stage)}[/]",
                stage.StateOfCharge is { } charge ? string.Create(CultureInfo.InvariantCulture, $"{charge:P0}") : "?",
                stage.TimeToEmptySeconds is { } left ? Words(left) : "",
                Markup.Escape(stage.Reason));
        }

        AnsiConsole.Write(table);
        foreach (var load in preview.Loads)
        {
            AnsiConsole.WriteLine($"{Words(load.AtSeconds)}  {load.Load} {(load.IsOn ? "on" : "off")}");
        }

        for (var column = 0; column < Columns; column++)
        {
            var at = preview.Seconds * column / Columns;
            AnsiConsole.Markup($"[{Colour(preview.Stages.Last(stage => stage.AtSeconds <= at).Stage)}]█[/]");
        }

        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"0{Words(preview.Seconds).PadLeft(Columns - 1)}");
    }

    private static void Draw(RehearsalView rehearsal)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Step", "Took", "Allowed", "What came of it");
        foreach (var step in rehearsal.Steps)
        {
            var colour = step.State switch { ShutdownStepState.Failed => "red", ShutdownStepState.CutShort => "yellow", _ => "green" };
            table.AddRow(
                Markup.Escape(step.Name),
                string.Create(CultureInfo.InvariantCulture, $"{step.Seconds:0.0} s"),
                string.Create(CultureInfo.InvariantCulture, $"{step.AllowedSeconds:0} s"),
                $"[{colour}]{Markup.Escape(step.Said ?? "")}[/]");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Took {rehearsal.TookSeconds:0.0} s of {rehearsal.NeedsSeconds:0} s at most; {(rehearsal.HasSeconds is { } has ? $"the pack has {Words(has)} left when a shutdown begins" : "no charge is set at which a shutdown begins, so nobody knows what the pack has left then")}."));
        foreach (var fault in rehearsal.Faults)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]Fault[/] {fault}");
        }
    }

    private static string Name(PowerStage stage) => JsonNamingPolicy.CamelCase.ConvertName(stage.ToString());

    private static string Colour(PowerStage stage) => stage switch
    {
        PowerStage.Normal => "green",
        PowerStage.Conserve => "yellow",
        PowerStage.Critical => "darkorange",
        PowerStage.Shutdown => "red",
    };

    private static string Words(double seconds) => TimeSpan.FromSeconds(seconds) is var span && span >= TimeSpan.FromDays(1)
        ? span.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)
        : span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
}

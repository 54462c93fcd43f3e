using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Doctor;
using Spectre.Console;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit doctor</c>: the technical half of a technician's audit, with the daemon and without it.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan DaemonPatience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Is the kit well? Everything that a technician checks before the stall opens, with what to do") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        DoctorReport report;
        try
        {
            report = !json && AnsiConsole.Profile.Capabilities.Interactive
                ? await AnsiConsole.Status().StartAsync("Looking for the daemon", context => ExamineAsync(parsed, words => context.Status(Markup.Escape(words)), cancellationToken))
                : await ExamineAsync(parsed, static _ => { }, cancellationToken);
        }
        catch (UnauthorizedAccessException exception)
        {
            await Console.Error.WriteLineAsync($"edgekit: the data is not for this user ({exception.Message}); run: sudo edgekit doctor");
            return EdgeKitCommand.WrongUsage;
        }

        if (json)
        {
            await WriteAsync(report);
        }
        else
        {
            Draw(report);
        }

        return report.State == DoctorState.Fault ? 1 : 0;
    }

    private static async Task<DoctorReport> ExamineAsync(ParseResult parsed, Action<string> tell, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var data = CommonOptions.DataDirectory(parsed);
        using var daemon = await FindAsync(data, time, cancellationToken);
        var audit = Audit.Of(CommonOptions.TryLoad(parsed), data, daemon, time);
        var waiting = new HashSet<string>(audit.Checks.Select(static check => check.Name), StringComparer.Ordinal);
        var items = await Examination.RunAsync(
            audit.Checks,
            time,
            name =>
            {
                lock (waiting)
                {
                    waiting.Remove(name);
                    tell(waiting.Count > 0 ? $"Waiting for: {string.Join(", ", waiting)}" : "Done");
                }
            },
            cancellationToken);
        return new DoctorReport(DaemonVersion.Text, time.GetUtcNow(), Math.Round(time.GetElapsedTime(started).TotalSeconds, 1), Examination.Worst(items), items, audit.Kit);
    }

    private static async Task<RunningKit> FindAsync(string data, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await Examination.WithinAsync(DaemonPatience, time, token => RunningKit.FindAsync(data, token), cancellationToken);
        }
        catch (TimeoutException)
        {
            return RunningKit.None($"the disk of {data} did not answer in {Figure.Span(DaemonPatience)}");
        }
    }

    // A line each and apostrophes as they are: people read it too.
    private static async Task WriteAsync(DoctorReport report)
    {
        await using var output = Console.OpenStandardOutput();
        await using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(json, report, ContractsJson.Default.DoctorReport);
        }

        output.WriteByte((byte)'\n');
    }

    private static void Draw(DoctorReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("What", "State", "Seen, and what to do");
        foreach (var item in report.Items)
        {
            table.AddRow(
                new Markup(Markup.Escape(item.Name)),
                new Markup(Coloured(item.State)),
                new Markup(item.Fix.Length > 0 ? $"{Markup.Escape(item.Evidence)}\n[bold]→ {Markup.Escape(item.Fix)}[/]" : Markup.Escape(item.Evidence)));
        }

        AnsiConsole.Write(table);
        var count = report.Items.GroupBy(static item => item.State).OrderBy(static group => group.Key).Select(static group => $"{group.Count()} {Word(group.Key)}");
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Kit ?? "The kit"}: {string.Join(", ", count)}, looked at in {report.Seconds:0.0} s."));
    }

    private static string Coloured(DoctorState state) => state switch
    {
        DoctorState.Ok => "[green]ok[/]",
        DoctorState.Warning => "[yellow]warning[/]",
        DoctorState.Unknown => "[yellow]unknown[/]",
        DoctorState.Fault => "[red]fault[/]",
    };

    private static string Word(DoctorState state) => state switch
    {
        DoctorState.Ok => "ok",
        DoctorState.Warning => "warning",
        DoctorState.Unknown => "unknown",
        DoctorState.Fault => "fault",
    };
}

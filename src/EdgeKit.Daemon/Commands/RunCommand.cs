using System.CommandLine;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Daemon.Hosting;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit run</c>: what systemd starts.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var listen = new Option<string[]>("--listen") { Description = "Listen here in place of http.listen", HelpName = "URL" };
        var command = new Command("run", "Run the daemon") { listen };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(listen) ?? [], cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] listen, CancellationToken cancellationToken)
    {
        var settings = CommonOptions.Load(parsed, listen.Select(static url => new SettingsOverride("http.listen", url, "--listen")));
        if (settings is null)
        {
            return 1;
        }

        var builder = KitHost.CreateDaemon(settings);
        if (!CommonOptions.Check(settings))
        {
            return 1;
        }

        try
        {
            using var data = DataDirectory.TryTake(settings.DataDirectory);
            if (data is null)
            {
                var other = DataDirectory.FindRunning(settings.DataDirectory);
                await Console.Error.WriteLineAsync($"edgekit: another edgekit{(other is null ? "" : $" (process {other.Pid})")} runs on {settings.DataDirectory}; end it first, or name another --data");
                return 1;
            }

            builder.Services.AddSingleton(data);
            await using var app = builder.Build();
            KitHost.Map(app);
            await app.RunAsync(cancellationToken);
            return Environment.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"edgekit: cannot start: {exception.Message}");
            return 1;
        }
    }
}

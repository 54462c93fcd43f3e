using System.CommandLine;

namespace EdgeKit.Daemon.Commands;

/// <summary>The program <c>edgekit</c>: 0 fine, 1 found a fault, 2 wrong usage.</summary>
internal static class EdgeKitCommand
{
    /// <summary>The exit code of a command that was not given as it must be.</summary>
    public const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("EdgeKit keeps a stall selling through an outage and gives the cloud every order exactly once.")
        {
            RunCommand.Create(),
            StatusCommand.Create(),
            DoctorCommand.Create(),
            SensorsCommand.Create(),
            PowerCommand.Create(),
            ConfigCommand.Create(),
            CatalogCommand.Create(),
            FeedCommand.Create(),
            LedgerCommand.Create(),
            PairCommand.Create(),
            DevicesCommand.Create(),
            MarketCommand.Create(),
            ProvisionCommand.Create(),
            DemoCommand.Create(),
        };
        root.Options.Add(CommonOptions.Config);
        root.Options.Add(CommonOptions.Data);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"edgekit: {error.Message}");
            }

            await Console.Error.WriteLineAsync("edgekit: 'edgekit --help' shows the commands");
            return WrongUsage;
        }

        // Ctrl-C and SIGTERM are the host's while one runs.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }
}

using System.CommandLine;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Commands;

/// <summary>The commands of <c>edgekit-cloud</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command to its end.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("The receiver of EdgeKit: takes in what kits sold, exactly once, and sends them their catalogue.")
        {
            RunCommand.Make(),
            KitCommands.Make(),
            TokenCommands.Make(),
            ImportCommand.Make(),
        };
        var parsed = root.Parse(args);

        // The host ends itself on SIGTERM, and takes the time that it needs.
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? ExitCodes.WrongUsage : code;
        }
        catch (UsageException exception)
        {
            await error.WriteLineAsync($"edgekit-cloud: {exception.Message}");
            return ExitCodes.WrongUsage;
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"edgekit-cloud: {exception.Message}");
            return ExitCodes.Fault;
        }
    }
}

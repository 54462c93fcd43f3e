using System.CommandLine;
using EdgeKit.Ledger;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit feed export</c>: the log on a stick.</summary>
internal static class FeedCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it" };
        var export = new Command("export", "Write the records that the cloud does not have to a file for 'edgekit-cloud import'") { file };
        export.SetAction((parsed, cancellationToken) => ExportAsync(parsed, parsed.GetValue(file)!, cancellationToken));
        return new Command("feed", "The log that leaves the kit") { export };
    }

    private static async Task<int> ExportAsync(ParseResult parsed, string file, CancellationToken cancellationToken)
    {
        if (CommonOptions.LoadForLedger(parsed) is not var (settings, kit, cloud))
        {
            return 1;
        }

        try
        {
            var records = await LedgerModule.ExportFeedAsync(settings, kit, cloud, Path.GetFullPath(file), cancellationToken);
            Console.WriteLine($"{records} records written to {file}");
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"edgekit: cannot export: {exception.Message}");
            return 1;
        }
    }
}

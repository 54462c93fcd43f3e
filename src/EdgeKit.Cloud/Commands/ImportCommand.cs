using System.CommandLine;
using EdgeKit.Cloud.Grants;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKit.Cloud.Commands;

/// <summary><c>edgekit-cloud import</c>: takes in what a kit wrote to a stick, by the way that HTTP takes too.</summary>
internal static class ImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "What edgekit feed export wrote." };
        var store = StoreOption.Make();
        var divergent = new Option<bool>("--divergent")
        {
            Description = "The card is a copy: what it went on with by itself goes into a log of its own.",
        };
        var command = new Command("import", "Takes in a kit's feed export; works while the cloud runs, and any number of times.") { file, store, divergent };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var open = await StoreOption.OpenAsync(parsed.GetRequiredValue(store), cancellationToken);
            try
            {
                await ImportAsync(path, open, parsed.GetValue(divergent), parsed.InvocationConfiguration.Output, cancellationToken);
                return ExitCodes.Fine;
            }
            catch (InvalidDataException exception)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"edgekit-cloud: {path}: {exception.Message}.");
                return ExitCodes.Fault;
            }
        });
        return command;
    }

    private static async Task ImportAsync(string path, IStore store, bool divergent, TextWriter output, CancellationToken cancellationToken)
    {
        var export = await FeedExport.OpenAsync(path, cancellationToken);
        var header = export.Header;
        var branch = divergent ? await Branch.FindAsync(store, export, cancellationToken) : null;
        var ingestor = new Ingestor(store, new OrderGate(TimeProvider.System), new AllocationBell(), TimeProvider.System, NullLogger<Ingestor>.Instance);
        var (fresh, setAside) = (0L, 0L);
        await foreach (var batch in export.ReadAsync(cancellationToken))
        {
            if ((branch is null ? batch : branch.Own(batch)) is not { } own)
            {
                continue;
            }

            switch (await ingestor.IngestAsync(own, flightFrom: null, cancellationToken))
            {
                case IngestResult.Acknowledged acknowledged:
                    fresh += acknowledged.Fresh;
                    setAside += acknowledged.SetAside;
                    break;
                case IngestResult.Gap(var expected):
                    throw new InvalidDataException(
                        $"it starts at record {header.First} and the cloud has {header.Kit} up to {expected - 1}: "
                        + $"first import the export that has {expected} to {header.First - 1}");
                case IngestResult.Broken { Why: var why }:
                    throw new InvalidDataException(
                        $"the log {own.Incarnation} of {header.Kit} is frozen: {why}" + (divergent ? "" : "; of a copied card, import with --divergent what it went on with"));
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        var (incarnation, first) = branch is null ? (header.Incarnation, header.First) : (branch.Incarnation, branch.First);
        await output.WriteLineAsync(
            $"{header.Kit} {incarnation}: records {first} to {header.Last}: {fresh} new, {header.Last - first + 1 - fresh} there before, {setAside} set aside");
    }
}

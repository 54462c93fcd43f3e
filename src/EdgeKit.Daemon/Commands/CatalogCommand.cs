using System.CommandLine;
using EdgeKit.Catalog;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Kernel.Catalog;
using Microsoft.Extensions.DependencyInjection;
using System.Text.Json;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit catalog import</c>: puts a catalogue on sale, through the daemon if it runs and without it if not.</summary>
internal static class CatalogCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header, or JSON" };
        var json = CommonOptions.Json();
        var import = new Command("import", "Put a catalogue on sale") { file, json };
        import.SetAction((parsed, cancellationToken) => ImportAsync(parsed, parsed.GetValue(file)!, parsed.GetValue(json), cancellationToken));
        return new Command("catalog", "What is sold") { import };
    }

    private static async Task<int> ImportAsync(ParseResult parsed, string file, bool json, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        throw new NotSupportedException($"{parsed} {file} {json} {cancellationToken}");
    }
}

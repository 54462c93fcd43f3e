using System.Reflection;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Demo.Sample;

/// <summary>What a night market sells, with a picture of each; carried inside the assembly.</summary>
internal static class SampleCatalog
{
    private const string Root = "Sample/";
    private const string FileName = "catalog.json";

    private static readonly Assembly Here = typeof(SampleCatalog).Assembly;

    /// <summary>Every file of it, by its path.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Here.GetManifestResourceNames().Where(static name => name.StartsWith(Root, StringComparison.Ordinal)).Select(static name => name[Root.Length..])];

    /// <summary>Opens one of <see cref="Files"/>.</summary>
    public static Stream Open(string file) =>
        Here.GetManifestResourceStream(Root + file) ?? throw new FileNotFoundException("The sample has no such file.", file);

    /// <summary>The items.</summary>
    public static async Task<CatalogImport> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = Open(FileName);
        return (await JsonSerializer.DeserializeAsync(stream, ContractsJson.Default.CatalogImport, cancellationToken))!;
    }

    /// <summary>Writes it to <paramref name="directory"/>.</summary>
    /// <returns>The file to import.</returns>
    public static async Task<string> WriteAsync(string directory, CancellationToken cancellationToken)
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var from = Open(file);
            await using var to = new FileStream(path, FileMode.Create, FileAccess.Write);
            await from.CopyToAsync(to, cancellationToken);
        }

        return Path.Combine(directory, FileName);
    }
}

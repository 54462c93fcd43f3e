using System.Globalization;

namespace EdgeKit.Benchmarks;

/// <summary>Reads single values of a kit's <c>/metrics</c>.</summary>
internal static class KitMetrics
{
    /// <summary>The sum of the samples whose name begins and ends so.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static async Task<long> ReadAsync(HttpClient kit, string begins, string ends, CancellationToken cancellationToken)
    {
        var metrics = await kit.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
        var values = metrics.Split('\n')
            .Where(line => line.StartsWith(begins, StringComparison.Ordinal) && NameOf(line).EndsWith(ends, StringComparison.Ordinal))
            .Select(static line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))
            .ToArray();
        return values.Length > 0 ? (long)values.Sum() : throw new IOException($"the kit's metrics have no {begins}...{ends}");
    }

    private static string NameOf(string line) => line[..line.AsSpan().IndexOfAny('{', ' ')];
}

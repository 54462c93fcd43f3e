using System.Globalization;

namespace EdgeKit.Benchmarks;

/// <summary>Options of a benchmark as <c>--name value</c>.</summary>
internal sealed class BenchArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the command line after the benchmark's name.</summary>
    public static BenchArguments Parse(IEnumerable<string> arguments)
    {
        var parsed = new BenchArguments();
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair.Length != 2 || !pair[0].StartsWith("--", StringComparison.Ordinal))
            {
                throw new FormatException($"'{string.Join(' ', pair)}' is not --option VALUE");
            }

            parsed._values[pair[0][2..]] = pair[1];
        }

        return parsed;
    }

    /// <summary>A whole number.</summary>
    public int Number(string name, int byDefault) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : byDefault;

    /// <summary>A text.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);
}

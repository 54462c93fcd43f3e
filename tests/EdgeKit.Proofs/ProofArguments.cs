using System.Globalization;

namespace EdgeKit.Proofs;

/// <summary>The options that a proof was started with.</summary>
internal sealed class ProofArguments
{
    private readonly IReadOnlyDictionary<string, string> _values;

    private ProofArguments(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <summary>Reads <paramref name="args"/>, each <c>--name value</c>.</summary>
    /// <returns>What is wrong with them, or null.</returns>
    public static string? Parse(Proof proof, string[] args, out ProofArguments arguments)
    {
        var values = proof.Options.ToDictionary(static option => option.Key, static option => option.Value.Default, StringComparer.Ordinal);
        arguments = new ProofArguments(values);
        for (var i = 0; i < args.Length; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!values.ContainsKey(name) || i + 1 == args.Length)
            {
                return $"{args[i]}: expected {string.Join(", ", values.Keys.Select(static key => $"--{key} VALUE"))}";
            }

            values[name] = args[i + 1];
        }

        return null;
    }

    /// <summary>A text.</summary>
    public string Text(string name) => _values[name];

    /// <summary>A whole number.</summary>
    public int Number(string name) => int.Parse(_values[name], CultureInfo.InvariantCulture);
}

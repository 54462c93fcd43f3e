namespace EdgeKit.Kernel.Configuration;

/// <summary>How many decimals a currency has (ISO 4217).</summary>
public static class Currencies
{
    private static readonly HashSet<string> None = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> Three = new(StringComparer.Ordinal) { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };

    private static readonly HashSet<string> Four = new(StringComparer.Ordinal) { "CLF", "UYW" };

    /// <summary>Its decimals.</summary>
    public static int DecimalsOf(string currency) => None.Contains(currency) ? 0 : Three.Contains(currency) ? 3 : Four.Contains(currency) ? 4 : 2;
}

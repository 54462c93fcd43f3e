namespace EdgeKit.Cloud.Pool;

/// <summary>What became of a request that moves stock.</summary>
internal abstract record StockResult
{
    private StockResult()
    {
    }

    /// <summary>It was done.</summary>
    internal sealed record Done(byte[] Answer, bool Replayed) : StockResult;

    /// <summary>The pool has less of these.</summary>
    internal sealed record OutOfStock(IReadOnlyDictionary<string, long> Available) : StockResult;

    /// <summary>The key was used with another body.</summary>
    internal sealed record KeyReused : StockResult;

    /// <summary>The kit has no such log.</summary>
    internal sealed record NoLog : StockResult;

    /// <summary>The log is frozen, lost or settled.</summary>
    internal sealed record LogClosed : StockResult;
}

namespace EdgeKit.Cloud.Stores;

/// <summary>Where the databases differ.</summary>
/// <param name="RowLock">What a SELECT ends with to lock its rows until the transaction ends.</param>
/// <param name="RowsAtOnce">How many rows one INSERT brings.</param>
internal sealed record Dialect(string RowLock, int RowsAtOnce)
{
    /// <summary>
    /// It has one writer, so nothing needs a lock; and it looks each parameter up by walking through their names, so one row after another with the same
    /// statement is quickest.
    /// </summary>
    public static Dialect Sqlite { get; } = new("", 1);

    /// <summary>Each statement costs a round trip.</summary>
    public static Dialect Postgres { get; } = new(" FOR UPDATE", 100);
}

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>Makes empty stores of one kind, each for itself.</summary>
public abstract class StoreSource
{
    /// <summary>The address of a new one.</summary>
    public abstract Task<string> NewAsync(CancellationToken cancellationToken);

    /// <summary>A copy of one that nobody has open.</summary>
    public abstract Task<string> CopyAsync(string address, CancellationToken cancellationToken);
}

namespace EdgeKit.Cloud.Stores;

/// <summary>The store cannot be used; nothing of the transaction holds.</summary>
internal sealed class StoreException(StoreFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public StoreFault Fault { get; } = fault;
}

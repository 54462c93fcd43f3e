namespace EdgeKit.Contracts.Orders;

/// <summary>How far an order has come.</summary>
public enum PromiseState
{
    /// <summary>On this kit's disk; there is no cloud to tell.</summary>
    Accepted,

    /// <summary>On this kit's disk, on its way to the cloud.</summary>
    Queued,

    /// <summary>The cloud has it: its <c>ackSeq</c> covers the record.</summary>
    Confirmed,

    /// <summary>On this kit's disk, and it will not leave by itself: a person must look.</summary>
    NeedsAttention,
}

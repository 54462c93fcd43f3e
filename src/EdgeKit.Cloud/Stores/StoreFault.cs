namespace EdgeKit.Cloud.Stores;

/// <summary>Why a store cannot be used.</summary>
internal enum StoreFault
{
    /// <summary>It is not reachable or too busy: try again shortly.</summary>
    Busy,

    /// <summary>Its disk is full.</summary>
    Full,

    /// <summary>Its disk failed, so it must be opened anew by a new process.</summary>
    Failed,

    /// <summary>It cannot be opened as it is.</summary>
    Unusable,
}

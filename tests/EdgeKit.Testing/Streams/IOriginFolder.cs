namespace EdgeKit.Testing.Streams;

/// <summary>A folder of an origin.</summary>
internal interface IOriginFolder
{
    /// <summary>Its path, with a slash at both ends.</summary>
    string Path { get; }

    /// <summary>Finds what is asked for; waits where the protocol says so.</summary>
    /// <returns>Null for 404.</returns>
    ValueTask<OriginContent?> FindAsync(OriginRequest request, OriginView view, CancellationToken cancellationToken);
}

namespace EdgeKit.Cloud.Stores;

/// <summary>
/// What the cloud must not lose. A write is one transaction, on the disk before it returns; of what <c>work</c> did, everything
/// holds or nothing does.
/// </summary>
internal interface IStore : IAsyncDisposable
{
    /// <summary>Opens the store and brings its tables up to this version.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/> in one transaction. It may run again when the database chose it to break a tie.</summary>
    /// <exception cref="StoreException">The store cannot be written to now.</exception>
    Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/>, each of whose statements sees what was committed before it.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken);
}

using System.Collections.Concurrent;

namespace EdgeKit.Testing.Streams;

/// <summary>What encoders put here (<c>PUT</c>, <c>DELETE</c>): media at once and growing, playlists when they are whole.</summary>
internal sealed class StoreFolder(TimeProvider time) : IOriginFolder
{
    private readonly ConcurrentDictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private long _versions;

    /// <inheritdoc />
    public string Path => "/media/";

    /// <inheritdoc />
    public ValueTask<OriginContent?> FindAsync(OriginRequest request, OriginView view, CancellationToken cancellationToken) =>
        ValueTask.FromResult<OriginContent?>(Find(request.Path));

    /// <summary>What is at a path.</summary>
    public StoredFile? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>Takes a body piece by piece.</summary>
    public async Task PutAsync(string path, IAsyncEnumerable<ReadOnlyMemory<byte>> body, CancellationToken cancellationToken)
    {
        var file = new StoredFile(path, Interlocked.Increment(ref _versions), time.GetUtcNow());
        try
        {
            if (!StoredFile.IsPlaylist(path))
            {
                _files[path] = file;
            }

            await foreach (var piece in body.WithCancellation(cancellationToken))
            {
                file.Append(piece.Span);
            }
        }
        finally
        {
            file.End();
        }

        _files[path] = file;
    }

    /// <summary>Takes a file away.</summary>
    public void Delete(string path) => _files.TryRemove(path, out _);
}

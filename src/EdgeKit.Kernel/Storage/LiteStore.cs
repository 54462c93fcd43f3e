using System.Diagnostics.CodeAnalysis;
using LiteDB;
using LiteDB.Engine;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Kernel.Storage;

/// <summary>
/// The one owner of a LiteDB file: every call of the engine, reads too, happens under its lock, since LiteDB breaks when two
/// threads are in it. What it holds can be rebuilt, so it is never fatal: a file that cannot be read in full at the start is set
/// aside, and where no file can be made it keeps everything in memory. After each bulk change the file is sealed with a checksum,
/// which LiteDB has none of.
/// </summary>
public sealed partial class LiteStore : IDisposable
{
    // No cache of ours comes near; the links of a damaged index can lead in a circle.
    private const int MaxDocuments = 10_000_000;

    private readonly Lock _owner = new();
    private readonly LiteFiles _files;
    private readonly LiteSeal _seal;
    private readonly ILogger _logger;
    private FileStream? _lock;
    private bool _isDamaged;

    [SuppressMessage("Usage", "CA2213", Justification = "Close disposes it, at the end and after a failure.")]
    private LiteEngine? _engine;

    /// <summary>Opens <paramref name="path"/>, made if it is missing.</summary>
    public LiteStore(string path, ILogger logger)
    {
        _files = new LiteFiles(path);
        _seal = new LiteSeal(_files);
        _logger = logger;
        lock (_owner)
        {
            _engine = Open();
        }
    }

    /// <summary>False if what it holds is lost when the daemon ends.</summary>
    public bool IsOnDisk { get; private set; }

    /// <summary>All documents of a collection, by <c>_id</c>; none if there is no such collection.</summary>
    public IReadOnlyList<BsonDocument> ReadAll(string collection)
    {
        lock (_owner)
        {
            List<BsonDocument> documents = [];
            return TryUse(engine => documents = [.. Documents(engine, collection)]) ? documents : [];
        }
    }

    /// <summary>The document with this id, or null.</summary>
    public BsonDocument? Find(string collection, BsonValue id)
    {
        lock (_owner)
        {
            BsonDocument? found = null;
            return TryUse(engine =>
            {
                using var reader = engine.Query(collection, new Query { Where = { BsonExpression.Create("_id = @0", id) }, Limit = 1 });
                found = reader.Read() ? reader.Current.AsDocument : null;
            }) ? found : null;
        }
    }

    /// <summary>Makes all changes, or none.</summary>
    /// <param name="changes">What to change.</param>
    /// <param name="isBulk">They are many: the log is folded into the file at once, so that it does not grow.</param>
    /// <returns>False if they could not be made. What the store held may be gone then: put in all there is.</returns>
    public bool TryChange(LiteChanges changes, bool isBulk)
    {
        lock (_owner)
        {
            return TryUse(engine =>
            {
                if (IsOnDisk)
                {
                    _seal.Break();
                }

                changes.Make(engine);
                if (isBulk)
                {
                    engine.Checkpoint();
                    if (IsOnDisk)
                    {
                        _seal.Set();
                    }
                }
            });
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_owner)
        {
            Close();
            _lock?.Dispose();
        }
    }

    private static IEnumerable<BsonDocument> Documents(LiteEngine engine, string collection)
    {
        using var reader = engine.Query(collection, new Query());
        while (reader.Read())
        {
            yield return reader.Current.AsDocument;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A damaged page shows as any exception there is; the answer is the same.")]
    private bool TryUse(Action<LiteEngine> use)
    {
        try
        {
            use(_engine ??= Open());
            return true;
        }
        catch (Exception exception)
        {
            // A full disk is no damage. Anything else is, in pages that the verification did not come to.
            _isDamaged = exception is not IOException;
            LogFailed(_files.Path, exception.Message);
            Close();
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A damaged page shows as any exception there is; the answer is the same.")]
    private LiteEngine Open()
    {
        try
        {
            _lock ??= _files.Lock();
            IsOnDisk = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogInMemory(_files.Path, exception.Message);
            IsOnDisk = false;
            return Connect(LiteFiles.InMemory);
        }

        try
        {
            return OpenVerified();
        }
        catch (Exception damage)
        {
            try
            {
                var aside = _files.SetAside();
                LogSetAside(_files.Path, aside, damage.Message);
                return OpenVerified();
            }
            catch (Exception exception)
            {
                LogInMemory(_files.Path, exception.Message);
                IsOnDisk = false;
                return Connect(LiteFiles.InMemory);
            }
        }
    }

    private LiteEngine OpenVerified()
    {
        _files.CheckLengths();
        if (_isDamaged)
        {
            _isDamaged = false;
            throw new InvalidDataException("It failed before.");
        }

        if (!_seal.Fits)
        {
            throw new InvalidDataException("It is not as it was left.");
        }

        var engine = Connect(_files.Path);
        try
        {
            foreach (var collection in engine.GetCollectionNames())
            {
                // Reads each document whole.
                var count = Documents(engine, collection).Take(MaxDocuments + 1).Count();
                if (count > MaxDocuments)
                {
                    throw new InvalidDataException($"{collection} goes on without end.");
                }
            }

            if (!_seal.Exists)
            {
                engine.Checkpoint();
                _seal.Set();
            }
        }
        catch
        {
            CloseQuietly(engine);
            throw;
        }

        return engine;
    }

    private static LiteEngine Connect(string path) => new(new EngineSettings { Filename = path, Collation = Collation.Binary });

    private void Close()
    {
        if (_engine is { } engine)
        {
            _engine = null;
            CloseQuietly(engine);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Closing folds the log into the file, which fails if either is damaged; the next start finds that.")]
    private void CloseQuietly(LiteEngine engine)
    {
        try
        {
            engine.Dispose();
        }
        catch (Exception exception)
        {
            LogNotClosed(_files.Path, exception.Message);
        }
    }

    [LoggerMessage(1011, LogLevel.Warning, "{Path} is damaged and was set aside as {Aside}; a new one takes its place: {Why}")]
    private partial void LogSetAside(string path, string aside, string why);

    [LoggerMessage(1012, LogLevel.Warning, "{Path} cannot be used; what it would hold is in memory until the next start: {Why}")]
    private partial void LogInMemory(string path, string why);

    [LoggerMessage(1013, LogLevel.Warning, "{Path} failed; it is opened anew when it is needed next: {Why}")]
    private partial void LogFailed(string path, string why);

    [LoggerMessage(1014, LogLevel.Warning, "{Path} was not closed in order: {Why}")]
    private partial void LogNotClosed(string path, string why);
}

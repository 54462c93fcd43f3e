using Microsoft.Data.Sqlite;

namespace EdgeKit.Cloud.Stores;

/// <summary>
/// Everything in one file of a directory: write-ahead log, flushed at every commit, one writer at a time. After a write or flush
/// that failed nothing more is committed by this process, since the page cache may then hold what the disk does not.
/// </summary>
internal sealed class SqliteStore(string directory) : IStore
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly string _source = new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(directory, "cloud.db"),
        DefaultTimeout = 10,
    }.ToString();

    private SqliteConnection? _writer;
    private volatile Exception? _failure;

    /// <inheritdoc />
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(directory);
            _writer = await ConnectAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFault.Unusable, $"Cannot open the store in {directory}: {exception.Message}", exception);
        }

        await WriteAsync(Schema.ApplyAsync, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_failure is { } failure)
            {
                throw new StoreException(StoreFault.Failed, "The disk failed, and the store must be opened anew.", failure);
            }

            var connection = _writer ?? throw new InvalidOperationException("The store is not open.");

            // It begins as a writer: one that began as a reader could not become one beside another process.
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(new Session(connection, transaction, cancellationToken));
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (SqliteException exception)
        {
            throw Explain(exception);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(cancellationToken);
            return await work(new Session(connection, transaction: null, cancellationToken));
        }
        catch (SqliteException exception)
        {
            throw Explain(exception);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writer is { } writer)
        {
            await writer.DisposeAsync();
            SqliteConnection.ClearPool(writer);
        }

        _writing.Dispose();
    }

    private async Task<SqliteConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_source);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private Exception Explain(SqliteException exception)
    {
        switch (exception.SqliteErrorCode)
        {
            case Busy or Locked:
                return new StoreException(StoreFault.Busy, "Another process is writing to the store.", exception);
            case Full:
                return new StoreException(StoreFault.Full, "The disk is full.", exception);
            case IoError or Corrupt or CannotOpen or NotADatabase:
                _failure = exception;
                return new StoreException(StoreFault.Failed, $"The disk failed: {exception.Message}", exception);
            default:
                return exception;
        }
    }
}

using System.Data;
using Npgsql;

namespace EdgeKit.Cloud.Stores;

/// <summary>
/// Everything in a PostgreSQL database that several receivers may share: a log's row is locked while a batch of it is applied, so
/// two receivers that get batches of one kit take turns.
/// </summary>
internal sealed class PostgresStore : IStore
{
    private const long SchemaLock = 0x6564_6765_6B69_74;
    private const int Attempts = 5;

    private readonly NpgsqlDataSource _source;

    /// <summary>Prepares to connect.</summary>
    public PostgresStore(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        builder.EnableTransportSecurity();
        _source = builder.Build();
    }

    /// <inheritdoc />
    public Task OpenAsync(CancellationToken cancellationToken) =>
        WriteAsync(
            static async session =>
            {
                // Receivers that start together would both create the tables.
                await session.QueryAsync("SELECT 1 FROM pg_advisory_xact_lock(@key)", static _ => 0, ("@key", SchemaLock));
                return await Schema.ApplyAsync(session);
            },
            cancellationToken);

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        var attempt = 1;
        while (true)
        {
            try
            {
                return await WriteOnceAsync(work, cancellationToken);
            }
            catch (PostgresException exception)
                when (exception.SqlState is (PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure) && attempt < Attempts)
            {
                // The database rolled this one back so that another could go on: nothing of it holds, and it is its turn now.
                attempt++;
            }
            catch (NpgsqlException exception)
            {
                throw Explain(exception);
            }
        }
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await work(new Session(connection, transaction: null, cancellationToken));
        }
        catch (NpgsqlException exception)
        {
            throw Explain(exception);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static Exception Explain(NpgsqlException exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StoreException(StoreFault.Full, "The database's disk is full.", exception),
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or ['4', '0', ..] } =>
            new StoreException(StoreFault.Busy, $"The database is not ready: {exception.Message}", exception),
        PostgresException { SqlState: ['2', '8', ..] or ['3', 'D', ..] or ['4', '2', '5', '0', '1'] } =>
            new StoreException(StoreFault.Unusable, $"The database refuses: {exception.Message}", exception),
        PostgresException => exception,
        _ => new StoreException(StoreFault.Busy, $"The database is not reachable: {exception.Message}", exception),
    };

    private async Task<T> WriteOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var result = await work(new Session(connection, transaction, cancellationToken));

        // A commit that is given up halfway may hold or not; one that is waited for is known.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }
}

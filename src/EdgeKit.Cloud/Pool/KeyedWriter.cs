using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Pool;

/// <summary>Moves stock once per key: effect, key and answer in one transaction.</summary>
internal sealed class KeyedWriter(IStore store, TimeProvider time)
{
    /// <summary>An answer for whoever asks, now and again.</summary>
    public static StockResult.Done Done<T>(T answer, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(answer, type), Replayed: false);

    /// <summary>Does the work, unless it was done under this key before.</summary>
    /// <param name="request">Null when the caller gave no key, and so answers for repetitions itself.</param>
    /// <param name="work">In the transaction.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<StockResult> OnceAsync(KeyedRequest? request, Func<Session, Task<StockResult>> work, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async session =>
            {
                if (request is not var (scope, key, hash))
                {
                    return await work(session);
                }

                if (!await AnswerTable.TakeAsync(session, scope, key, hash, time.GetUtcNow()))
                {
                    var (first, answer) = await AnswerTable.FindAsync(session, scope, key);
                    return CryptographicOperations.FixedTimeEquals(first, hash) ? new StockResult.Done(answer, Replayed: true) : new StockResult.KeyReused();
                }

                var result = await work(session);
                await (result is StockResult.Done done
                    ? AnswerTable.KeepAsync(session, scope, key, done.Answer)
                    : AnswerTable.GiveBackAsync(session, scope, key));
                return result;
            },
            cancellationToken);
}

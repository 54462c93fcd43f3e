using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Answers;

/// <summary>Answers by <c>Idempotency-Key</c>, kept in the transaction of what they answer.</summary>
internal static class AnswerTable
{
    /// <summary>Takes a key for this transaction. Another that has it makes this one wait for its end.</summary>
    /// <returns>False if the key was used before.</returns>
    public static async Task<bool> TakeAsync(Session session, string caller, string key, byte[] request, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "INSERT INTO answers (caller, key, request, answer, at_ms) VALUES (@caller, @key, @request, @none, @now) ON CONFLICT (caller, key) DO NOTHING",
            ("@caller", caller),
            ("@key", key),
            ("@request", request),
            ("@none", Array.Empty<byte>()),
            ("@now", now.ToUnixTimeMilliseconds())) == 1;

    /// <summary>Keeps the answer to a key that was taken.</summary>
    public static Task KeepAsync(Session session, string caller, string key, byte[] answer) =>
        session.ExecuteAsync(
            "UPDATE answers SET answer = @answer WHERE caller = @caller AND key = @key", ("@answer", answer), ("@caller", caller), ("@key", key));

    /// <summary>Gives a key back: what was refused may be tried again with it.</summary>
    public static Task GiveBackAsync(Session session, string caller, string key) =>
        session.ExecuteAsync("DELETE FROM answers WHERE caller = @caller AND key = @key", ("@caller", caller), ("@key", key));

    /// <summary>The answer to a key, and the hash of the request that it was given to.</summary>
    public static async Task<(byte[] Request, byte[] Answer)> FindAsync(Session session, string caller, string key)
    {
        var found = await session.QueryAsync(
            "SELECT request, answer FROM answers WHERE caller = @caller AND key = @key",
            static row => ((byte[])row.GetValue(0), (byte[])row.GetValue(1)),
            ("@caller", caller),
            ("@key", key));
        return found[0];
    }
}

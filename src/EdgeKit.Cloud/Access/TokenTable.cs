using System.Security.Cryptography;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Access;

/// <summary>The tokens in force and those that were revoked.</summary>
internal static class TokenTable
{
    /// <summary>Keeps a token's hash.</summary>
    /// <returns>False if that name has a token in force.</returns>
    public static async Task<bool> AddAsync(Session session, Role role, string name, byte[] hash, DateTimeOffset now) =>
        await session.ExecuteAsync(
            """
            INSERT INTO tokens (hash, role, name, added_ms) VALUES (@hash, @role, @name, @now)
            ON CONFLICT (role, name) WHERE revoked_ms IS NULL DO NOTHING
            """,
            ("@hash", hash),
            ("@role", (long)role),
            ("@name", name),
            ("@now", now.ToUnixTimeMilliseconds())) == 1;

    /// <summary>Ends the tokens of a kit, or of a name in any other role.</summary>
    /// <returns>False if there was none in force.</returns>
    public static async Task<bool> RevokeAsync(Session session, bool kit, string name, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "UPDATE tokens SET revoked_ms = @now WHERE name = @name AND revoked_ms IS NULL AND (role = @kit) = (@wanted = 1)",
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@name", name),
            ("@kit", (long)Role.Kit),
            ("@wanted", kit ? 1L : 0L)) > 0;

    /// <summary>Whether a name has a token in force.</summary>
    public static async Task<bool> IsInForceAsync(Session session, Role role, string name) =>
        await session.NumberAsync(
            "SELECT COUNT(*) FROM tokens WHERE role = @role AND name = @name AND revoked_ms IS NULL", ("@role", (long)role), ("@name", name)) > 0;

    /// <summary>Whose token has this hash; null if nobody's that is in force.</summary>
    public static async Task<Caller?> FindAsync(Session session, byte[] hash)
    {
        // The index finds it by a hash whose bits the caller cannot choose; the comparison beside it takes the same time for any.
        var found = await session.QueryAsync(
            "SELECT hash, role, name FROM tokens WHERE hash = @hash AND revoked_ms IS NULL",
            static row => (Hash: (byte[])row.GetValue(0), Caller: new Caller((Role)row.GetInt64(1), row.GetString(2))),
            ("@hash", hash));
        return found is [var token] && CryptographicOperations.FixedTimeEquals(token.Hash, hash) ? token.Caller : null;
    }
}

using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Mqtt;

/// <summary>Receivers that meet kits on the broker together. Each counts up while it does; whose count stands still is gone.</summary>
internal static class ReceiverTable
{
    /// <summary>Says that <paramref name="name"/> is there, and forgets those that are <paramref name="gone"/>, unless they have counted on.</summary>
    /// <returns>All, with how far each has counted.</returns>
    public static async Task<IReadOnlyList<(string Name, long Beat)>> BeatAsync(Session session, string name, IReadOnlyList<(string Name, long Beat)> gone)
    {
        foreach (var (other, beat) in gone)
        {
            await session.ExecuteAsync("DELETE FROM receivers WHERE name = @name AND beat = @beat", ("@name", other), ("@beat", beat));
        }

        await session.ExecuteAsync("INSERT INTO receivers (name, beat) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET beat = receivers.beat + 1", ("@name", name));
        return await session.QueryAsync("SELECT name, beat FROM receivers", static row => (row.GetString(0), row.GetInt64(1)));
    }

    /// <summary>It goes, and the others need not wait to find out.</summary>
    public static Task<int> LeaveAsync(Session session, string name) => session.ExecuteAsync("DELETE FROM receivers WHERE name = @name", ("@name", name));
}

using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Stores;

/// <summary>What is inserted is what is read, in either database.</summary>
public abstract class SessionContract(StoreSource stores)
{
    private const string Table = "CREATE TABLE things (n BIGINT PRIMARY KEY, text TEXT, bytes BYTEA, number DOUBLE PRECISION)";
    private const string Head = "INSERT INTO things (n, text, bytes, number)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string?, byte[]?, double?> Values => new()
    {
        { "Apfel", [1, 2, 0, 3], 0.5 },
        { "", [], 0 },
        { null, null, null },
        { new string('ß', 256), new byte[5000], -1e300 },
        { new string('語', 257), new byte[1], double.Epsilon },
        { "🍎", [0xFF], 3 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task What_is_inserted_is_read(string? text, byte[]? bytes, double? number)
    {
        await using var store = await OpenAsync();
        await WriteAsync(store, [[long.MinValue, text, bytes, number], [long.MaxValue, text, bytes is null ? null : (object)new ReadOnlyMemory<byte>(bytes), number]]);
        var read = await store.ReadAsync(
            static session => session.QueryAsync(
                "SELECT n, text, bytes, number FROM things ORDER BY n",
                static row => (row.GetInt64(0), Text: row.IsDBNull(1) ? null : row.GetString(1), Bytes: row.IsDBNull(2) ? null : (byte[])row.GetValue(2), Number: row.IsDBNull(3) ? (double?)null : row.GetDouble(3))),
            Cancel);
        Assert.Equal([long.MinValue, long.MaxValue], read.Select(static row => row.Item1));
        Assert.All(read, row => Assert.Equal((text, number), (row.Text, row.Number)));
        Assert.All(read, row => Assert.Equal(bytes, row.Bytes));
    }

    [Fact]
    public async Task However_many_rows_there_are_all_are_inserted()
    {
        await using var store = await OpenAsync();
        await WriteAsync(store, []);
        await WriteAsync(store, [.. Enumerable.Range(1, 333).Select(static n => new object?[] { (long)n, null, null, null })]);
        Assert.Equal(333, await store.ReadAsync(static session => session.NumberAsync("SELECT COUNT(*) FROM things"), Cancel));
    }

    [Fact]
    public async Task A_row_that_may_not_be_there_takes_all_with_it()
    {
        await using var store = await OpenAsync();
        await WriteAsync(store, [[2L, null, null, null]]);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => WriteAsync(store, [[1L, null, null, null], [2L, null, null, null]]));
        Assert.Equal(1, await store.ReadAsync(static session => session.NumberAsync("SELECT COUNT(*) FROM things"), Cancel));
        await WriteAsync(store, [[1L, null, null, null]]);
    }

    private static Task<int> WriteAsync(IStore store, object?[][] rows) =>
        store.WriteAsync(
            async session =>
            {
                await session.InsertAsync(Head, rows);
                return 0;
            },
            Cancel);

    private async Task<IStore> OpenAsync()
    {
        Assert.True(StoreAddress.TryMake(await stores.NewAsync(Cancel), out var store, out var error), error);
        await store.OpenAsync(Cancel);
        await store.WriteAsync(static session => session.ExecuteAsync(Table), Cancel);
        return store;
    }
}

using EdgeKit.Kernel.Storage;
using EdgeKit.Testing;
using LiteDB;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Kernel.Tests.Storage;

public sealed class LiteStoreTests : IDisposable
{
    private const string Items = "items";
    private const int SetAside = 1011;
    private const int InMemory = 1012;

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeLogger _logger = new();

    private string Database => _directory["cache.db"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_put_is_there_after_a_restart()
    {
        Fill(1000);

        using var store = Open();

        Assert.Equal(Enumerable.Range(0, 1000).Select(Document), store.ReadAll(Items));
        Assert.Equal(Document(7), store.Find(Items, 7));
        Assert.Null(store.Find(Items, 1000));
        Assert.Empty(store.ReadAll("others"));
        Assert.True(store.IsOnDisk);
        Assert.Empty(Told());
    }

    [Fact]
    public void Changes_happen_together()
    {
        Fill(10);
        using var store = Open();

        Assert.True(store.TryChange(new LiteChanges().Remove(Items, [1, 2]).Put(Items, [Document(3), Document(20)]), isBulk: false));

        Assert.Equal([0, 3, 4, 5, 6, 7, 8, 9, 20], store.ReadAll(Items).Select(static document => document["_id"].AsInt32));
    }

    [Fact]
    public void After_a_change_that_fails_the_next_one_works()
    {
        Fill(10);
        using var store = Open();
        var tooLarge = new BsonDocument { ["_id"] = 1, ["name"] = new string('x', 20_000_000) };

        Assert.False(store.TryChange(new LiteChanges().Put(Items, [Document(5), tooLarge]), isBulk: true));
        Assert.True(store.TryChange(new LiteChanges().Put(Items, [Document(6)]), isBulk: true));

        Assert.Contains(Document(6), store.ReadAll(Items));
        Assert.Throws<ArgumentException>(() => new LiteChanges().Put(Items, [new BsonDocument()]));
    }

    [Fact]
    public void Clearing_leaves_nothing()
    {
        Fill(10);
        using var store = Open();

        Assert.True(store.TryChange(new LiteChanges().Clear(Items), isBulk: true));

        Assert.Empty(store.ReadAll(Items));
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("garbage")]
    [InlineData("zeroed")]
    [InlineData("zeroed header")]
    [InlineData("cut within a page")]
    [InlineData("cut to the header")]
    [InlineData("a directory")]
    public void A_damaged_file_is_set_aside_and_a_new_one_made(string damage)
    {
        Fill(1000);
        Damage(damage);

        using (var store = Open())
        {
            Assert.Empty(store.ReadAll(Items));
            Assert.True(store.IsOnDisk);
            Assert.True(store.TryChange(new LiteChanges().Put(Items, [Document(1)]), isBulk: true));
        }

        Assert.Equal([SetAside], Told());
        Assert.True(Path.Exists(Database + ".damaged-1"));
        using var again = Open();
        Assert.Equal([Document(1)], again.ReadAll(Items));
    }

    [Fact]
    public void The_newest_two_that_were_damaged_are_kept()
    {
        for (var round = 0; round < 5; round++)
        {
            Fill(10);
            Damage(round == 1 ? "a directory" : "garbage");
        }

        Open().Dispose();

        Assert.Equal(
            ["cache.db", "cache.db.damaged-4", "cache.db.damaged-5", "cache.db.lock", "cache.db.seal"],
            Directory.EnumerateFileSystemEntries(_directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_log_without_its_file_and_one_full_of_garbage_harm_nobody()
    {
        Fill(10);
        Write(_directory["cache-log.db"], [.. Enumerable.Repeat((byte)0xA5, 3 * 8192)]);
        using (var store = Open())
        {
            PutAtLast(store, 1);
        }

        File.Delete(Database);
        Write(_directory["cache-log.db"], [.. Enumerable.Repeat((byte)0xA5, 3 * 8192)]);
        using var again = Open();
        PutAtLast(again, 2);
    }

    [Fact]
    public void A_second_owner_keeps_to_memory()
    {
        Fill(10);
        using var first = Open();

        using (var second = Open())
        {
            Assert.False(second.IsOnDisk);
            Assert.Empty(second.ReadAll(Items));
            Assert.True(second.TryChange(new LiteChanges().Put(Items, [Document(77)]), isBulk: true));
            Assert.Equal([Document(77)], second.ReadAll(Items));
        }

        Assert.Equal([InMemory], Told());
        Assert.Equal(10, first.ReadAll(Items).Count);
    }

    [Fact]
    public void Where_no_directory_can_be_made_it_keeps_to_memory()
    {
        Write(_directory["file"], []);
        using var store = new LiteStore(_directory["file/cache.db"], _logger);

        Assert.False(store.IsOnDisk);
        Assert.True(store.TryChange(new LiteChanges().Put(Items, [Document(1)]), isBulk: true));
        Assert.Equal([Document(1)], store.ReadAll(Items));
        Assert.Equal([InMemory], Told());
    }

    [Fact]
    public void Many_threads_at_once_lose_nothing()
    {
        using var store = Open();

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            Assert.True(store.TryChange(new LiteChanges().Put(Items, [Document(number)]), isBulk: number % 100 == 0));
            Assert.Equal(Document(number), store.Find(Items, number));
        });

        Assert.Equal(Enumerable.Range(0, 400).Select(Document), store.ReadAll(Items));
    }

    [Fact]
    public void A_single_flipped_bit_is_found_by_the_seal()
    {
        var random = new Random(20260502);
        Fill(1000);
        var whole = File.ReadAllBytes(Database);
        var seal = File.ReadAllBytes(Database + ".seal");
        for (var round = 0; round < 20; round++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Write(Database, damaged);
            Write(Database + ".seal", seal);

            using var store = Open();

            Assert.Empty(store.ReadAll(Items));
            PutAtLast(store, 5000);
        }
    }

    [Fact]
    public void A_kill_between_change_and_seal_loses_nothing()
    {
        using (var store = Open())
        {
            Assert.True(store.TryChange(new LiteChanges().Put(Items, [Document(1)]), isBulk: true));
            Assert.True(store.TryChange(new LiteChanges().Put(Items, [Document(2)]), isBulk: false));
            Assert.False(File.Exists(Database + ".seal"));
        }

        using var again = Open();
        Assert.Equal([Document(1), Document(2)], again.ReadAll(Items));
        Assert.Empty(Told());
    }

    [Fact]
    public void Whatever_is_flipped_in_a_file_without_a_seal_it_opens_and_takes_changes()
    {
        Fill(1000);
        var whole = File.ReadAllBytes(Database);
        var random = new Random(20260501);
        for (var round = 0; round < 150; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var flips = random.Next(1, 20); flips > 0; flips--)
            {
                // Half of them where the pages' links are.
                var page = random.Next(damaged.Length / 8192) * 8192;
                damaged[page + random.Next(random.Next(2) == 0 ? 64 : 8192)] ^= (byte)random.Next(1, 256);
            }

            Write(Database, damaged);
            File.Delete(Database + ".seal");
            using var store = Open();
            store.ReadAll(Items);


            var changes = new LiteChanges().Put(Items, [Document(5000)]);
            Assert.True(store.TryChange(changes, isBulk: true) || store.TryChange(changes, isBulk: true));
        }
    }

    private static BsonDocument Document(int number) => new()
    {
        ["_id"] = number,
        ["name"] = $"Item {number} with a name of some length",
        ["price"] = 100L * number,
    };

    private static void Write(string path, byte[] content)
    {
        using var file = File.Create(path);
        file.Write(content);
    }

    // What seemed whole may still fail when it is changed; the next change finds it new.
    private static void PutAtLast(LiteStore store, int number)
    {
        var changes = new LiteChanges().Put(Items, [Document(number)]);
        Assert.True(store.TryChange(changes, isBulk: true) || store.TryChange(changes, isBulk: true));
        Assert.Equal(Document(number), store.Find(Items, number));
    }

    private LiteStore Open() => new(Database, _logger);

    private void Fill(int count)
    {
        using var store = Open();
        Assert.True(store.TryChange(new LiteChanges().Put(Items, Enumerable.Range(0, count).Select(Document)), isBulk: true));
    }

    private void Damage(string how)
    {
        var bytes = File.ReadAllBytes(Database);
        if (how == "a directory")
        {
            File.Delete(Database);
            Directory.CreateDirectory(Path.Combine(Database, "in", "its", "place"));
            return;
        }

        var random = new Random(1);
        switch (how)
        {
            case "empty":
                bytes = [];
                break;
            case "garbage":
                random.NextBytes(bytes);
                break;
            case "zeroed":
                Array.Clear(bytes);
                break;
            case "zeroed header":
                Array.Clear(bytes, 0, 8192);
                break;
            case "cut within a page":
                bytes = bytes[..(bytes.Length - 100)];
                break;
            case "cut to the header":
                bytes = bytes[..8192];
                break;
            default:
                Assert.Fail(how);
                break;
        }

        Write(Database, bytes);
    }

    private int[] Told() => [.. _logger.Collector.GetSnapshot().Select(static record => record.Id.Id)];
}

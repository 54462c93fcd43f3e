using System.Buffers;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Broker.Tests.Serving;

public sealed class KeptMessagesTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly TestClock _clock = new();
    private readonly FakeLogger<KeptMessages> _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string File => _data["mqtt-kept.json"];

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_is_written_once_in_a_quarter_of_an_hour_and_in_the_end()
    {
        var kept = New();
        Keep(kept, "a", "1");
        await kept.WriteAsync(isLast: false, Cancel);
        Assert.False(System.IO.File.Exists(File));

        _clock.Advance(TimeSpan.FromMinutes(15));
        await kept.WriteAsync(isLast: false, Cancel);
        Assert.Equal(["a"], await LoadAsync());

        Keep(kept, "b", "2");
        await kept.WriteAsync(isLast: false, Cancel);
        Assert.Equal(["a"], await LoadAsync());
        await kept.WriteAsync(isLast: true, Cancel);
        Assert.Equal(["a", "b"], await LoadAsync());
    }

    [Fact]
    public async Task What_has_not_changed_is_not_written()
    {
        var kept = New();
        Keep(kept, "a", "1");
        await kept.WriteAsync(isLast: true, Cancel);
        System.IO.File.Delete(File);

        Keep(kept, "a", "1");
        await kept.WriteAsync(isLast: true, Cancel);

        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside()
    {
        await System.IO.File.WriteAllTextAsync(File, "[{\"topic\":", Cancel);

        Assert.Empty(await LoadAsync());
        Assert.True(System.IO.File.Exists(File + ".damaged"));
        Assert.Equal(12010, _log.LatestRecord.Id.Id);
    }

    [Fact]
    public async Task A_file_with_topics_of_the_kits_own_brings_none_of_them()
    {
        await System.IO.File.WriteAllTextAsync(File, """[{"topic":"edgekit/kit-17/power","payload":"eA=="},{"topic":"edgekit/kit-17/devices/d1/a","payload":"eA=="}]""", Cancel);

        Assert.Equal(["a"], await LoadAsync());
    }

    private static void Keep(KeptMessages kept, string name, string payload) =>
        Assert.True(kept.TryKeep($"edgekit/kit-17/devices/d1/{name}", new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(payload)), null, out _));

    private async Task<IEnumerable<string>> LoadAsync() => (await New().LoadAsync(Cancel)).Select(static message => message.Topic[^1..]);

    private KeptMessages New()
    {
        var settings = TestSettings.Of(_data.Path, ("kit.id", "kit-17"));
        return new KeptMessages(settings, new KitTopics(settings.Read("kit", KitOptions.Read)), _clock, _log);
    }
}

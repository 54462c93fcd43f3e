using Microsoft.Extensions.Logging.Testing;
using EdgeKit.Daemon.Hosting;

namespace EdgeKit.Daemon.Tests.Hosting;

public sealed class StartLeftoversTests
{
    [Theory]
    [InlineData("1000-3000 r-xp 00000000 08:01 12 /usr/bin/edgekit", "0 kB", true)]
    [InlineData("1000-3000 r--p 00000000 08:01 12 /usr/bin/edgekit", "0 kB", true)]
    [InlineData("1000-3000 r--p 00000000 08:01 12 /usr/bin/edgekit", "8 kB", false)]
    [InlineData("1000-3000 rw-p 00000000 08:01 12 /usr/bin/edgekit", "0 kB", false)]
    [InlineData("1000-3000 r--s 00000000 08:01 12 /var/lib/edgekit/ledger.db-shm", "0 kB", false)]
    [InlineData("1000-3000 r--p 00000000 00:00 0 ", "0 kB", false)]
    [InlineData("1000-3000 r-xp 00000000 00:00 0 [vdso]", "0 kB", false)]
    public void Only_what_a_file_gives_back_as_it_was_is_given_up(string mapping, string written, bool isGivenUp)
    {
        var found = StartLeftovers.UnusedCode([mapping, "Size: 8 kB", $"Anonymous:             {written}", "VmFlags: rd mr"]).ToList();

        Assert.Equal(isGivenUp ? [((nint)0x1000, 0x2000L)] : [], found);
    }

    [Fact]
    public async Task They_are_given_back_once()
    {
        using var leftovers = new StartLeftovers(TimeProvider.System, new Random(1), new FakeLogger<StartLeftovers>());
        Assert.Equal(TimeSpan.FromSeconds(3), await leftovers.RunOnceAsync(TestContext.Current.CancellationToken));

        var pause = await leftovers.RunOnceAsync(TestContext.Current.CancellationToken);

        // What a timer does not take would be a failed pass, and another one after it.
        await using var timer = TimeProvider.System.CreateTimer(static _ => { }, null, pause, Timeout.InfiniteTimeSpan);
        Assert.Equal(Timeout.InfiniteTimeSpan, pause);
    }

    [Fact]
    public void This_process_has_such_mappings() => Assert.NotEmpty(StartLeftovers.UnusedCode(File.ReadLines("/proc/self/smaps")));
}

using EdgeKit.Kernel.Loops;

namespace EdgeKit.Kernel.Tests.Loops;

public sealed class BackoffTests
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), new Random(7));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(1000, 60)]
    [InlineData(int.MaxValue, 60)]
    public void It_doubles_up_to_its_longest_less_a_fifth_of_jitter(int failures, int seconds)
    {
        var waits = Enumerable.Range(0, 200).Select(_ => _backoff.After(failures).TotalSeconds).ToArray();

        Assert.All(waits, wait => Assert.InRange(wait, seconds * 0.8, seconds));
        Assert.True(waits.Max() - waits.Min() > seconds * 0.1);
    }

    [Theory]
    [InlineData(1, 30, 60)]
    [InlineData(1, 3600, 3660)]
    [InlineData(6, 0, 60)]
    public void What_the_far_side_asked_for_is_the_least(int failures, int asked, int most)
    {
        var waits = Enumerable.Range(0, 200).Select(_ => _backoff.After(failures, TimeSpan.FromSeconds(asked)).TotalSeconds).ToArray();

        Assert.All(waits, wait => Assert.InRange(wait, asked, most));
        Assert.True(waits.Max() - waits.Min() > (most - asked) * 0.5);
    }

    [Fact]
    public void Before_the_first_failure_there_is_no_wait() => Assert.Throws<ArgumentOutOfRangeException>(() => _backoff.After(0));

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(30, 30)]
    [InlineData(999_999, 3600)]
    public void A_wrong_header_silences_a_kit_for_an_hour_at_most(int asked, int taken) =>
        Assert.Equal(TimeSpan.FromSeconds(taken), new RetryAfterException("Busy.", TimeSpan.FromSeconds(asked)).Wait);
}

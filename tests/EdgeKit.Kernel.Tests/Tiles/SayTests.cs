using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Kernel.Tests.Tiles;

public sealed class SayTests
{
    [Theory]
    [InlineData(-1, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3599, "59 min")]
    [InlineData(11100, "3 h 5 min")]
    [InlineData(180000, "2 d 2 h")]
    public void A_time_has_its_two_largest_units(int seconds, string text) => Assert.Equal(text, Say.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1500, "1.5 kB")]
    [InlineData(75_000_000_000, "75 GB")]
    [InlineData(long.MaxValue, "9223372 TB")]
    public void Bytes_are_decimal(long bytes, string text) => Assert.Equal(text, Say.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 records")]
    [InlineData(1, "1 record")]
    [InlineData(2, "2 records")]
    public void One_is_not_many(long count, string text) => Assert.Equal(text, Say.Count(count, "record"));
}

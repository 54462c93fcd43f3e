using EdgeKit.Devices.Gpio;

namespace EdgeKit.Devices.Tests.Gpio;

public sealed class DebouncedTests
{
    /// <summary>A reading each 10 ms; on must last 30 ms and off 20 ms. A dot is unknown.</summary>
    [Theory]
    [InlineData("1111", "...1")]
    [InlineData("0000", "..00")]
    [InlineData("111101111", "...111111")]
    [InlineData("1111000", "...1110")]
    [InlineData("1111001111", "...1111111")]
    [InlineData("00010101111", "..000000001")]
    [InlineData("010101", "......")]
    public void A_level_is_believed_once_it_has_lasted(string raw, string believed)
    {
        var contact = Debounced.Unknown;
        var said = "";
        for (var index = 0; index < raw.Length; index++)
        {
            contact = contact.Next(
                raw[index] == '1', TimeSpan.FromMilliseconds(10 * index), TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(20));
            said += contact.IsOn switch { null => '.', true => '1', false => '0' };
        }

        Assert.Equal(believed, said);
    }

    [Fact]
    public void A_clock_that_goes_back_starts_the_count_again()
    {
        var second = TimeSpan.FromSeconds(1);
        var contact = Debounced.Unknown.Next(true, 10 * second, second, second).Next(true, 9 * second, second, second);
        Assert.Null(contact.IsOn);

        Assert.True(contact.Next(true, 10 * second, second, second).IsOn);
    }

    [Fact]
    public void Without_a_time_every_reading_is_believed() =>
        Assert.True(Debounced.Unknown.Next(true, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero).IsOn);
}

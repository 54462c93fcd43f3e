using EdgeKit.Streaming.Dash;

namespace EdgeKit.Streaming.Tests.Dash;

public sealed class DashTemplateTests
{
    [Theory]
    [InlineData("$Number$", "0", 0L, null, null)]
    [InlineData("$Number$", "12", 12L, null, null)]
    [InlineData("$Number%03d$", "007", 7L, null, null)]
    [InlineData("$Number%03d$", "1234", 1234L, null, null)]
    [InlineData("a$$b$Time$", "a$b5", null, 5L, null)]
    [InlineData("$RepresentationID$-$Bandwidth%06d$-$Number$.$SubNumber$", "r-000500-1.2", 1L, null, 2L)]
    [InlineData("$Number$/$Number%02d$", "7/07", 7L, null, null)]
    [InlineData("fixed", "fixed", null, null, null)]
    public void Numbers_are_found(string template, string url, long? number, long? time, long? part) =>
        Assert.Equal(new DashNumbers(number, time, part), DashTemplate.TryRead(template, "r", 500)?.Match(url));

    [Theory]
    [InlineData("$Number$", "")]
    [InlineData("$Number$", "01")]
    [InlineData("$Number$", "+1")]
    [InlineData("$Number$", "1 ")]
    [InlineData("$Number$", "1234567890123456789")]
    [InlineData("$Number%03d$", "07")]
    [InlineData("$Number%03d$", "0007")]
    [InlineData("$Number$/$Number%02d$", "7/08")]
    [InlineData("fixed", "fixed2")]
    public void What_a_player_would_not_write_does_not_match(string template, string url) => Assert.Null(DashTemplate.TryRead(template, "r", 500)!.Match(url));

    [Theory]
    [InlineData("$Number")]
    [InlineData("$Unknown$")]
    [InlineData("$Number%d$")]
    [InlineData("$Number%0d$")]
    [InlineData("$Number%099d$")]
    [InlineData("$Number%05x$")]
    [InlineData("$Number$$Time$")]
    public void A_template_that_cannot_be_read_names_nothing(string template) => Assert.Null(DashTemplate.TryRead(template, "r", 500));
}

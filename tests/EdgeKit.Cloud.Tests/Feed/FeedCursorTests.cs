using EdgeKit.Cloud.Feed;

namespace EdgeKit.Cloud.Tests.Feed;

public sealed class FeedCursorTests
{
    [Theory]
    [InlineData("", "", 0, null)]
    [InlineData("3-0123456789abcdef", "3-0123456789abcdef", 0, null)]
    [InlineData("3-0123456789abcdef~17", "3-0123456789abcdef", 17, null)]
    [InlineData("~17", "", 17, null)]
    [InlineData("~17.3600", "", 17, 3600)]
    [InlineData("~", "~", 0, null)]
    [InlineData("a~b", "a~b", 0, null)]
    [InlineData("~-1", "~-1", 0, null)]
    [InlineData("~1.2.3", "~1.2.3", 0, null)]
    public void A_cursor_is_taken_apart(string text, string catalog, long rights, int? sellFor)
    {
        var cursor = FeedCursor.Parse(text);

        Assert.Equal(new FeedCursor(catalog, rights, sellFor), cursor);
        Assert.Equal(text, cursor.ToString());
    }

    [Fact]
    public void Without_rights_it_is_the_catalogues() => Assert.Equal("3-ab", new FeedCursor("3-ab", 0, 60).ToString());
}

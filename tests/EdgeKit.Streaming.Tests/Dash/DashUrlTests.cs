using EdgeKit.Streaming.Dash;

namespace EdgeKit.Streaming.Tests.Dash;

public sealed class DashUrlTests
{
    [Theory]
    // RFC 3986 section 5.4, as far as URLs of a manifest go.
    [InlineData("http://a/b/c/d;p?q", "g:h", "g:h")]
    [InlineData("http://a/b/c/d;p?q", "g", "http://a/b/c/g")]
    [InlineData("http://a/b/c/d;p?q", "./g", "http://a/b/c/g")]
    [InlineData("http://a/b/c/d;p?q", "g/", "http://a/b/c/g/")]
    [InlineData("http://a/b/c/d;p?q", "/g", "http://a/g")]
    [InlineData("http://a/b/c/d;p?q", "//g", "//g")]
    [InlineData("http://a/b/c/d;p?q", "g?y", "http://a/b/c/g?y")]
    [InlineData("http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q")]
    [InlineData("http://a/b/c/d;p?q", ".", "http://a/b/c/")]
    [InlineData("http://a/b/c/d;p?q", "..", "http://a/b/")]
    [InlineData("http://a/b/c/d;p?q", "../g", "http://a/b/g")]
    [InlineData("http://a/b/c/d;p?q", "../../../g", "http://a/g")]
    [InlineData("http://a/b/c/d;p?q", "/./g", "http://a/g")]
    [InlineData("http://a/b/c/d;p?q", "..g", "http://a/b/c/..g")]
    [InlineData("http://a/b/c/d;p?q", "./g/.", "http://a/b/c/g/")]
    [InlineData("http://a/b/c/d;p?q", "g?y/../x", "http://a/b/c/g?y/../x")]
    [InlineData("http://a", "g", "http://a/g")]
    // Relative to the manifest's folder, out of which it may lead.
    [InlineData("", "x/y", "x/y")]
    [InlineData("x/", "../y", "y")]
    [InlineData("x/", "../../y", "../y")]
    [InlineData("", "../../y", "../../y")]
    [InlineData("x/z", "y", "x/y")]
    [InlineData("x/", "$RepresentationID$/$Number%05d$.m4s", "x/$RepresentationID$/$Number%05d$.m4s")]
    [InlineData("x/", "http://b/c/../d", "http://b/d")]
    public void A_reference_is_resolved(string against, string reference, string expected) => Assert.Equal(expected, DashUrl.Resolve(against, reference));

    [Theory]
    [InlineData("http://a/b", true)]
    [InlineData("HTTPS://a", true)]
    [InlineData("//a/b", true)]
    [InlineData("/a", true)]
    [InlineData("a/b", false)]
    [InlineData("a/http://b", false)]
    [InlineData("../a", false)]
    [InlineData("$Number$:x", false)]
    [InlineData("", false)]
    public void What_leaves_the_folder_by_its_form_is_rooted(string url, bool expected) => Assert.Equal(expected, DashUrl.IsRooted(url));
}

using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Tests.Sites.Links;

public sealed class SignedLinksTests : IDisposable
{
    private const string Order = "0192f3a0d1c27e10a1b2c3d4e5f60718";

    private readonly TemporaryDirectory _data = new();
    private readonly SignedLinks _links;

    public SignedLinksTests() => _links = New();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_link_opens_what_it_was_signed_for_and_after_a_restart_too()
    {
        var token = _links.Sign(LinkPurpose.Order, "soup", Order);

        Assert.Equal(Order, _links.Open(LinkPurpose.Order, "soup", token));
        Assert.Equal(Order, New().Open(LinkPurpose.Order, "soup", token));
        Assert.Matches("^[a-z0-9]+\\.[A-Za-z0-9_-]{22}$", token);
    }

    [Fact]
    public void It_opens_nothing_else()
    {
        var token = _links.Sign(LinkPurpose.Order, "soup", Order);

        Assert.Null(_links.Open(LinkPurpose.Reply, "soup", token));
        Assert.Null(_links.Open(LinkPurpose.Order, "bread", token));
        Assert.Null(_links.Open(LinkPurpose.Order, "soup", "1" + token[1..]));
        Assert.All(Enumerable.Range(0, token.Length), at =>
            Assert.Null(_links.Open(LinkPurpose.Order, "soup", token[..at] + (token[at] == 'x' ? 'y' : 'x') + token[(at + 1)..])));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("0192f3a0d1c27e10a1b2c3d4e5f60718")]
    [InlineData("0192f3a0d1c27e10a1b2c3d4e5f60718.")]
    [InlineData("0192f3a0d1c27e10a1b2c3d4e5f60718.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x.ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ")]
    public void What_was_not_signed_opens_nothing(string token) => Assert.Null(_links.Open(LinkPurpose.Order, "soup", token));

    [Fact]
    public void Another_kit_signs_otherwise()
    {
        using var elsewhere = new TemporaryDirectory();
        var other = new SignedLinks(new LinkKey(new SiteFolder(elsewhere["sites"])));

        Assert.Null(_links.Open(LinkPurpose.Order, "soup", other.Sign(LinkPurpose.Order, "soup", Order)));
        Assert.NotEqual(_links.NameOf("a@b.example"), other.NameOf("a@b.example"));
    }

    [Fact]
    public void Nobody_else_on_the_machine_reads_the_key()
    {
        _links.NameOf("x");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_data["sites/links.key"]));
    }

    private SignedLinks New() => new(new LinkKey(new SiteFolder(_data["sites"])));
}

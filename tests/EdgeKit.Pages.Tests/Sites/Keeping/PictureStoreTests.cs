using System.Buffers.Binary;
using System.Text;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Tests.Sites.Keeping;

public sealed class PictureStoreTests : IDisposable
{
    private const string Drawing = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="10" height="10" fill="#fa0"/></svg>""";

    private readonly TemporaryDirectory _data = new();
    private readonly PictureStore _pictures;

    public PictureStoreTests() => _pictures = new PictureStore(new SiteFolder(_data["sites"]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _pictures.Dispose();
        _data.Dispose();
    }

    public static TheoryData<string, byte[], string, int, int> Kinds => new()
    {
        { "png", Png(640, 360), "png", 640, 360 },
        { "jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 17, 8, 0x01, 0x68, 0x02, 0x80, 3, 0, 0, 0, 0], "jpg", 640, 360 },
        { "webp, lossy", WebP("VP8 ", [0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0, 0x80, 0x02, 0x68, 0x01]), "webp", 640, 360 },
        { "webp, lossless", WebP("VP8L", [0, 0, 0, 0, 0x2F, 0x7F, 0xC2, 0x59, 0, 0, 0, 0, 0, 0]), "webp", 640, 360 },
        { "webp, extended", WebP("VP8X", [10, 0, 0, 0, 0, 0, 0, 0, 0x7F, 0x02, 0, 0x67, 0x01, 0]), "webp", 640, 360 },
        { "svg", Encoding.UTF8.GetBytes(Drawing), "svg", 640, 360 },
    };

    public static TheoryData<string> BadDrawings =>
    [
        Drawing.Replace("<rect", "<script>go()</script><rect", StringComparison.Ordinal),
        Drawing.Replace("<rect", "<rect onload=\"go()\"", StringComparison.Ordinal),
        Drawing.Replace("<rect", "<rect ONCLICK=\"go()\"", StringComparison.Ordinal),
        Drawing.Replace("<rect", "<a href=\"javascript:go()\"><rect/></a><rect", StringComparison.Ordinal),
        Drawing.Replace("<rect", "<use href=\"https://elsewhere.example/x.svg#a\"/><rect", StringComparison.Ordinal),
        Drawing.Replace("<rect", "<image href=\"https://elsewhere.example/x.png\"/><rect", StringComparison.Ordinal),
        Drawing.Replace("<rect", "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject><rect", StringComparison.Ordinal),
        Drawing.Replace("#fa0", "url(https://elsewhere.example/x)", StringComparison.Ordinal),
        Drawing.Replace("<rect", "<style>@import 'https://elsewhere.example'</style><rect", StringComparison.Ordinal),
        Drawing.Replace(" viewBox=\"0 0 640 360\"", "", StringComparison.Ordinal),
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Drawing,
        "<?xml-stylesheet href=\"https://elsewhere.example/x.css\"?>" + Drawing,
        Drawing[..^6],
        "<html><body>no</body></html>",
        "",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_picture_is_told_by_its_content(string _, byte[] content, string extension, int width, int height)
    {
        Assert.Equal((extension, width, height), (PictureHead.Of(content)!.Kind.Extension, PictureHead.Of(content)!.Width, PictureHead.Of(content)!.Height));
        var (name, wrong) = await _pictures.KeepAsync(content, [], Cancel);

        Assert.Null(wrong);
        Assert.Equal(extension, PictureStore.KindOf(name!)!.Extension);
        Assert.Equal(content, await File.ReadAllBytesAsync(_pictures.Find(name!)!, Cancel));
    }

    [Theory]
    [MemberData(nameof(BadDrawings))]
    public async Task A_drawing_that_is_more_than_shapes_is_refused(string drawing)
    {
        var (name, wrong) = await _pictures.KeepAsync(Encoding.UTF8.GetBytes(drawing), [], Cancel);

        Assert.Null(name);
        Assert.Contains("no picture", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4097, 10)]
    [InlineData(10, 4097)]
    [InlineData(4000, 4000)]
    public async Task A_picture_that_would_take_a_phones_memory_is_refused(int width, int height)
    {
        var (name, wrong) = await _pictures.KeepAsync(Png(width, height), [], Cancel);

        Assert.Null(name);
        Assert.Contains("pixels", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_too_large_is_refused()
    {
        var (name, wrong) = await _pictures.KeepAsync([.. Png(10, 10), .. new byte[PictureStore.MaxLength]], [], Cancel);

        Assert.Null(name);
        Assert.Contains("larger", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../links.key")]
    [InlineData("0123456789abcdef0123456789abcdef.site")]
    [InlineData("0123456789abcdef0123456789abcde/.png")]
    [InlineData("0123456789abcdef0123456789abcdef.png/../../x")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF.png")]
    [InlineData("")]
    public void Nothing_else_is_found(string name) => Assert.Null(_pictures.Find(name));

    [Fact]
    public async Task The_same_is_kept_once()
    {
        var first = await _pictures.KeepAsync(Png(10, 10), [], Cancel);

        Assert.Equal(first, await _pictures.KeepAsync(Png(10, 10), [], Cancel));
        Assert.Single(Directory.EnumerateFiles(_data["sites/pictures"]));
    }

    private static byte[] Png(int width, int height)
    {
        var bytes = new byte[40];
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]).CopyTo(bytes);
        "IHDR"u8.CopyTo(bytes.AsSpan(12));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    private static byte[] WebP(string chunk, byte[] rest) => [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. Encoding.ASCII.GetBytes(chunk), .. rest, 0];
}

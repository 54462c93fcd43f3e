using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace EdgeKit.Catalog.Pictures;

/// <summary>A picture is named by what is in it, so it never changes under its name and is never kept twice.</summary>
internal static class PictureName
{
    /// <summary>Where pictures are served.</summary>
    public const string Route = "/api/v1/catalog/images/";

    private const int HexDigits = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>The name of a picture.</summary>
    public static string Of(ReadOnlySpan<byte> content, PictureKind kind) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(content))[..HexDigits]}.{kind.Extension}";

    /// <summary>Whether <paramref name="address"/> is that of a picture on the kit.</summary>
    public static bool IsAddress(string address) =>
        address.StartsWith(Route, StringComparison.Ordinal) && TryParse(address[Route.Length..], out _);

    /// <summary>Whether <paramref name="name"/> is one of ours; anything else could lead out of the directory.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out PictureKind? kind)
    {
        kind = name.Length > HexDigits && name[HexDigits] == '.' && name.AsSpan(0, HexDigits).IndexOfAnyExcept(Digits) < 0
            ? PictureKind.All.FirstOrDefault(known => name.AsSpan(HexDigits + 1).SequenceEqual(known.Extension))
            : null;
        return kind is not null;
    }
}

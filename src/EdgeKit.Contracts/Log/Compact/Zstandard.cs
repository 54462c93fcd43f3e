using System.Runtime.InteropServices;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>
/// Zstandard (RFC 8878) by the system's own library, with <c>compact-log-v1.dictionary</c> as raw dictionary. Debian's package manager
/// needs that library, so it is on every Debian system.
/// </summary>
public static partial class Zstandard
{
    /// <summary>The name in <c>Content-Encoding</c> (RFC 8878, 7.2).</summary>
    public const string Encoding = "zstd";

    // Beyond it little is won, and each step costs a small board twice the time.
    private const int Level = 9;

    internal const string Library = "libzstd.so.1";

    private static readonly Lazy<bool> Loaded = new(static () => NativeLibrary.TryLoad(Library, out _));
    private static readonly Lazy<byte[]> Content = new(ReadDictionary);
    private static readonly Lazy<nint> ForWriting = new(static () => CreateCDict(Content.Value, (nuint)Content.Value.Length, Level));
    private static readonly Lazy<nint> ForReading = new(static () => CreateDDict(Content.Value, (nuint)Content.Value.Length));

    /// <summary>Whether this system has the library.</summary>
    public static bool IsAvailable => Loaded.Value;

    /// <summary>One frame of <paramref name="content"/>; null where that would be no shorter.</summary>
    public static byte[]? Compress(ReadOnlySpan<byte> content)
    {
        var frame = new byte[CompressBound((nuint)content.Length)];
        var context = CreateCCtx();
        try
        {
            var length = CompressUsing(context, frame, (nuint)frame.Length, content, (nuint)content.Length, ForWriting.Value);
            return IsError(length) == 0 && length < (nuint)content.Length ? frame[..(int)length] : null;
        }
        finally
        {
            _ = FreeCCtx(context);
        }
    }

    /// <summary>What one frame holds.</summary>
    /// <param name="frame">From anybody.</param>
    /// <param name="mostBytes">More is refused before anything is unpacked.</param>
    /// <exception cref="FormatException">It is no whole frame, or does not say how much it holds.</exception>
    /// <exception cref="CompactTooLargeException">It holds more.</exception>
    public static byte[] Expand(ReadOnlySpan<byte> frame, int mostBytes)
    {
        // The last two values say that it is unknown, or no frame.
        var size = FrameContentSize(frame, (nuint)frame.Length);
        if (size >= ulong.MaxValue - 1)
        {
            throw new FormatException("the body is no Zstandard frame that says how much it holds");
        }

        if (size > (ulong)mostBytes)
        {
            throw new CompactTooLargeException($"A batch may have {mostBytes} bytes unpacked.");
        }

        var content = new byte[size];
        var context = CreateDCtx();
        try
        {
            var length = DecompressUsing(context, content, (nuint)content.Length, frame, (nuint)frame.Length, ForReading.Value);
            return IsError(length) == 0 && length == size ? content : throw new FormatException("the body is not a whole Zstandard frame");
        }
        finally
        {
            _ = FreeDCtx(context);
        }
    }

    /// <summary>The dictionary's bytes.</summary>
    internal static ReadOnlySpan<byte> Dictionary => Content.Value;

    /// <summary>What a call gave, if it worked.</summary>
    /// <exception cref="FormatException">It did not.</exception>
    internal static nuint Checked(nuint code) => IsError(code) == 0 ? code : throw new FormatException("the bytes are no Zstandard");

    private static byte[] ReadDictionary()
    {
        using var resource = typeof(Zstandard).Assembly.GetManifestResourceStream("compact-log-v1.dictionary")!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    private static partial nint CreateCCtx();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    private static partial nuint FreeCCtx(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    private static partial nint CreateDCtx();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    private static partial nuint FreeDCtx(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_createCDict")]
    private static partial nint CreateCDict(ReadOnlySpan<byte> content, nuint size, int level);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDDict")]
    private static partial nint CreateDDict(ReadOnlySpan<byte> content, nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_compressBound")]
    private static partial nuint CompressBound(nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getFrameContentSize")]
    private static partial ulong FrameContentSize(ReadOnlySpan<byte> frame, nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_compress_usingCDict")]
    private static partial nuint CompressUsing(nint context, Span<byte> target, nuint capacity, ReadOnlySpan<byte> source, nuint size, nint dictionary);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompress_usingDDict")]
    private static partial nuint DecompressUsing(nint context, Span<byte> target, nuint capacity, ReadOnlySpan<byte> source, nuint size, nint dictionary);
}

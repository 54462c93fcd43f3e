using System.Runtime.InteropServices;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>
/// What both ends of a packed stream agree on: one Zstandard frame (RFC 8878) without an end, in pieces that can be unpacked as they come, each
/// in the light of those before it. So one order alone takes as few bytes as one of hundreds. Begins with <c>compact-log-v1.dictionary</c>.
/// </summary>
internal static partial class PackedStream
{
    /// <summary>How far back a piece may point (64 KiB as a power of two): what the cloud keeps for every kit.</summary>
    public const int WindowLog = 16;

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_createCCtx")]
    public static partial nint CreateWriter();

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeWriter(nint context);

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetWriter(nint context, int parameter, int value);

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_CCtx_loadDictionary")]
    public static partial nuint LoadWriter(nint context, ReadOnlySpan<byte> content, nuint size);

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_compressStream2")]
    public static partial nuint Compress(nint context, ref Buffer output, ref Buffer input, int directive);

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint CreateReader();

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeReader(nint context);

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint SetReader(nint context, int parameter, int value);

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_DCtx_loadDictionary")]
    public static partial nuint LoadReader(nint context, ReadOnlySpan<byte> content, nuint size);

    [LibraryImport(Zstandard.Library, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Expand(nint context, ref Buffer output, ref Buffer input);

    /// <summary><c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>, which are alike.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public nint Start;
        public nuint Size;
        public nuint Position;
    }
}

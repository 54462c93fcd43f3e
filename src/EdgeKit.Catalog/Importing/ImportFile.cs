using System.Text.Unicode;
using EdgeKit.Catalog.Pictures;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Catalog.Importing;

/// <summary>Reads a file that a person wants to import, and keeps the pictures beside it.</summary>
internal sealed class ImportFile(CatalogOptions options, string currency)
{
    public const int MaxLength = 8 << 20;

    /// <summary>Reads it.</summary>
    /// <returns>The import, or every error in words.</returns>
    public async ValueTask<(CatalogImport? Import, IReadOnlyList<string> Errors)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var (content, wrong) = await ReadBytesAsync(path, cancellationToken);
        if (content is null)
        {
            return (null, [$"{path}: {wrong}"]);
        }

        var draft = new ImportDraft();
        Parse(content, draft);
        await KeepPicturesAsync(Path.GetDirectoryName(Path.GetFullPath(path))!, draft, cancellationToken);
        draft.Check(currency);
        return draft.Errors.Count == 0
            ? (new CatalogImport(draft.Items), [])
            : (null, [.. draft.Errors.OrderBy(static error => error.Line).Select(error => error.In(path))]);
    }

    private static async ValueTask<(byte[]? Content, string Wrong)> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            var content = new byte[MaxLength + 1];
            var length = await file.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
            return length > MaxLength ? (null, "is larger than 8 MiB") : (content[..length], "");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"cannot be read: {(Directory.Exists(path) ? "it is a directory" : exception.Message)}");
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] content) =>
        content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsMemory(3) : content;

    private void Parse(byte[] content, ImportDraft draft)
    {
        // Spreadsheets also write UTF-16, which says so in its first two bytes.
        var isWide = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (!isWide && !Utf8.IsValid(content))
        {
            draft.Refuse(LineOf(content), "", "is not UTF-8 text; save it again, as 'CSV UTF-8' if a spreadsheet made it");
            return;
        }

        // A header cannot begin with a bracket, so the content tells what it is.
        var text = WithoutMark(content);
        var start = text.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            draft.Refuse(0, "", "is empty; expected a table with a header, or JSON");
        }
        else if (text.Span[start] is (byte)'{' or (byte)'[')
        {
            JsonImport.Read(text, draft);
        }
        else
        {
            TableReader.Read(content, currency, draft);
        }
    }

    private static int LineOf(byte[] content)
    {
        var valid = 0;
        while (System.Text.Rune.DecodeFromUtf8(content.AsSpan(valid), out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return content.AsSpan(0, valid).Count((byte)'\n') + 1;
    }

    private async ValueTask KeepPicturesAsync(string directory, ImportDraft draft, CancellationToken cancellationToken)
    {
        var folder = new PictureFolder(options);
        var kept = new Dictionary<string, (string? Address, string? Wrong)>(StringComparer.Ordinal);
        var total = 0L;
        for (var index = 0; index < draft.Items.Count; index++)
        {
            if (draft.Items[index].Image is not { Length: > 0 } image || PictureName.IsAddress(image) || image.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            if (!kept.TryGetValue(image, out var picture))
            {
                var (address, length, wrong) = IsBeside(image) ? await folder.KeepAsync(Path.Combine(directory, image), cancellationToken) : (null, 0, "does not lie beside the import");
                total += length;
                picture = (address, total > options.Pictures ? $"comes, with the pictures before it, to more than {options.Pictures >> 20} MiB" : wrong);
                kept.Add(image, picture);
            }

            if (picture.Wrong is { } why)
            {
                draft.Refuse(new Rules.ItemFault(index, "image", $"'{Rules.CatalogRules.Short(image)}' {why}"));
                draft.Replace(index, draft.Items[index] with { Image = null });
            }
            else
            {
                draft.Replace(index, draft.Items[index] with { Image = picture.Address });
            }
        }
    }

    // A file from a stranger must not make the kit publish what lies elsewhere on the machine.
    private static bool IsBeside(string image) => !Path.IsPathRooted(image) && !image.Split('/', '\\').Contains("..") && !image.Contains('\0', StringComparison.Ordinal);
}

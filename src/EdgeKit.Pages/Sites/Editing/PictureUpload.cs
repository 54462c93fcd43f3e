using System.Text;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Keeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EdgeKit.Pages.Sites.Editing;

/// <summary>Reads a picture that a form brings: one part, bounded, before anything of it is believed.</summary>
internal static class PictureUpload
{
    private const int MostParts = 4;
    private const int LongestField = 200;
    private const int LongestBoundary = 100;

    /// <summary>Reads it.</summary>
    /// <returns>The form's token and the picture's bytes, or what is wrong.</returns>
    public static async Task<(string Token, byte[]? Content, string? Wrong)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return ("", null, "That is no upload of a form.");
        }

        if (request.ContentLength > PictureStore.MaxLength + 4096)
        {
            return ("", null, $"The picture is larger than {PictureStore.MaxLength >> 10} KiB.");
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body) { BodyLengthLimit = PictureStore.MaxLength + 1, HeadersCountLimit = 8, HeadersLengthLimit = 2048 }, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return ("", null, "The upload is not whole, or larger than a picture may be.");
        }
    }

    private static async Task<(string Token, byte[]? Content, string? Wrong)> ReadPartsAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        var (token, content) = ("", (byte[]?)null);
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } part; parts++)
        {
            if (parts == MostParts || !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
            {
                return (token, null, "That is no upload of this form.");
            }

            var bytes = await BytesAsync(part.Body, cancellationToken);
            if (HeaderUtilities.RemoveQuotes(disposition.Name) == "file")
            {
                content = bytes;
            }
            else if (HeaderUtilities.RemoveQuotes(disposition.Name) == PageForms.TokenField && bytes.Length <= LongestField)
            {
                token = Encoding.ASCII.GetString(bytes);
            }
        }

        return content is { Length: > 0 } ? (token, content, null) : (token, null, "Choose a picture first.");
    }

    private static async Task<byte[]> BytesAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}

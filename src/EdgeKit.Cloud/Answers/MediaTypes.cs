using Microsoft.Net.Http.Headers;

namespace EdgeKit.Cloud.Answers;

/// <summary>Compares media types, parameters left out.</summary>
internal static class MediaTypes
{
    /// <summary>Whether a <c>Content-Type</c> names <paramref name="mediaType"/>.</summary>
    public static bool Is(string? contentType, string mediaType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) && parsed.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>What is sent to one request.</summary>
internal sealed class OriginAnswer
{
    /// <summary>The status.</summary>
    public int Status { get; set; } = 200;

    /// <summary>The headers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the body comes from; null for none.</summary>
    public OriginContent? Content { get; set; }

    /// <summary>Where in it the body begins.</summary>
    public long Offset { get; set; }

    /// <summary>Bytes of body; null until the content ends, in chunks.</summary>
    public long? Count { get; set; }

    /// <summary>A fault that ends the body early, or slows it down.</summary>
    public OriginFault? BodyFault { get; set; }

    /// <summary>Answers a request for content by the rules of RFC 9110: conditional, range, whole.</summary>
    public static async ValueTask<OriginAnswer> ForAsync(OriginRequest request, OriginContent content, bool withRange, CancellationToken cancellationToken)
    {
        var answer = new OriginAnswer { Status = content.Status };
        answer.Headers["Content-Type"] = content.ContentType;
        answer.Headers["Cache-Control"] = content.CacheControl;
        answer.Headers["Access-Control-Allow-Origin"] = "*";
        if (content.ETag is { } tag)
        {
            answer.Headers["ETag"] = tag;
        }

        if (content.LastModified is { } modified)
        {
            answer.Headers["Last-Modified"] = modified.ToString("R", CultureInfo.InvariantCulture);
        }

        if (content.Status == 200 && content.ETag is not null
            && request.Headers.GetValueOrDefault("If-None-Match")?.Split(", ").Contains(content.ETag, StringComparer.Ordinal) == true)
        {
            answer.Status = 304;
            return answer;
        }

        answer.Headers["Accept-Ranges"] = "bytes";
        if (withRange && content.Status == 200 && RangeOf(request, answer) is { } range)
        {
            await answer.TakeRangeAsync(content, range, cancellationToken);
        }
        else
        {
            answer.Content = content;
            answer.Count = content.Length;
        }

        if (answer.Count is { } count)
        {
            answer.Headers["Content-Length"] = count.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            answer.Headers["Transfer-Encoding"] = "chunked";
        }

        return answer;
    }

    /// <summary>A few words.</summary>
    public static OriginAnswer Of(int status, string words)
    {
        var content = new BytesContent(Encoding.UTF8.GetBytes(words));
        var answer = new OriginAnswer { Status = status, Content = content, Count = content.Length };
        answer.Headers["Content-Type"] = "text/plain";
        answer.Headers["Access-Control-Allow-Origin"] = "*";
        answer.Headers["Content-Length"] = words.Length.ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    /// <summary>The head as it goes over the wire.</summary>
    public byte[] HeadBytes()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {(Status < 400 ? "OK" : "No")}\r\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private static RangeItemHeaderValue? RangeOf(OriginRequest request, OriginAnswer answer) =>
        RangeHeaderValue.TryParse(request.Range, out var header) && header.Ranges.Count == 1
        && (request.IfRange is null
            || string.Equals(request.IfRange, answer.Headers.GetValueOrDefault("ETag"), StringComparison.Ordinal)
            || string.Equals(request.IfRange, answer.Headers.GetValueOrDefault("Last-Modified"), StringComparison.Ordinal))
            ? header.Ranges.Single()
            : null;

    private async ValueTask TakeRangeAsync(OriginContent content, RangeItemHeaderValue range, CancellationToken cancellationToken)
    {
        var isGrowing = content.Length is null;
        var total = await content.TotalAsync(cancellationToken);
        var first = range.From ?? Math.Max(0, total - range.To!.Value);
        var last = range.From is null ? total - 1 : Math.Min(range.To ?? long.MaxValue, total - 1);
        if (first > last)
        {
            Status = 416;
            Count = 0;
            Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{total}");
            return;
        }

        Status = 206;
        Content = content;
        Offset = first;
        Count = last - first + 1;
        Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{(isGrowing ? "*" : total)}");
    }
}

using System.Globalization;
using System.Net;
using EdgeKit.Streaming.Origins;

namespace EdgeKit.Streaming.Cache;

/// <summary>What an origin's answer means for an object, decided on values alone.</summary>
internal static class FillRules
{
    /// <summary>How long it is remembered that an object is for each viewer alone.</summary>
    public static readonly TimeSpan PrivateFor = TimeSpan.FromMinutes(1);

    private const int Overlap = 512;

    private static readonly TimeSpan FuturePart = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PastSegment = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Anything = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Where the rest is asked from: a little before the end of what is there, so that an origin which has other bytes under the same
    /// validator is found out.
    /// </summary>
    public static long ContinuesFrom(CacheObject target) => Math.Max(0, target.Written - Overlap);

    /// <summary>The request for what is still missing.</summary>
    public static OriginRequest Request(CacheObject target, TimeSpan headWithin)
    {
        var from = ContinuesFrom(target) + (target.Key.Range?.Offset ?? 0);
        var to = target.Key.Range is { Length: > 0 } range ? range.Offset + range.Length - 1 : (long?)null;
        var isContinued = target.Written > 0;
        var validator = isContinued ? StrongValidator(target.Head!) : null;

        // Without a strong validator nothing says that the rest is of the same object: the whole of it is asked for and compared.
        var ranged = target.Key.Range is not null || (isContinued && validator is not null);
        return new OriginRequest(target.Key.Path, headWithin)
        {
            Range = ranged ? string.Create(CultureInfo.InvariantCulture, $"bytes={from}-{to}") : null,
            IfRange = validator,
        };
    }

    /// <summary>What the answer says before its bytes. A ranged object is an object of its own: 200 with the range's length.</summary>
    public static ObjectHead Head(OriginAnswer answer, NamedRange? asked)
    {
        var message = answer.Message;
        var content = message.Content.Headers;
        var range = asked is { Length: > 0 } ? asked : null;
        var status = message.StatusCode == HttpStatusCode.PartialContent ? HttpStatusCode.OK : message.StatusCode;
        return new ObjectHead(
            (int)status,
            content.ContentLength ?? (message.StatusCode == HttpStatusCode.PartialContent ? range?.Length : null),
            First(content, "Content-Type"),
            First(message.Headers, "ETag"),
            First(content, "Last-Modified"),
            First(message.Headers, "Cache-Control"),
            (long)(message.Headers.Age?.TotalSeconds ?? 0));
    }

    /// <summary>Whether the answer is for one viewer only, so that it must not be shared (RFC 9111, 3; and cookies never are).</summary>
    public static bool IsPrivate(OriginAnswer answer)
    {
        var control = answer.Message.Headers.CacheControl;
        return answer.Message.Headers.Contains("Set-Cookie") || control is { Private: true } or { NoStore: true };
    }

    /// <summary>Why an answer cannot become an object; null if it can.</summary>
    public static string? WhyUnfit(ObjectKey key, OriginAnswer answer, ObjectHead head, long mostBytes) =>
        (answer.Message.StatusCode == HttpStatusCode.PartialContent) != (key.Range is not null) ? "the origin gave another range than was asked for"
        : key.Range is { } range && answer.Message.Content.Headers.ContentRange?.From != range.Offset ? "the origin gave another range than was asked for"
        : key.Range is { Length: > 0 } exact && head.Length is { } length && length != exact.Length ? "the origin gave another range than was asked for"
        : !answer.EndIsTold ? "the origin does not say where it ends"
        : head.Length > mostBytes ? $"it has {head.Length} bytes, more than {mostBytes}"
        : answer.Message.Content.Headers.ContentEncoding.Any(static coding => coding is not "identity") ? "it came compressed, which was not asked for"
        : null;

    /// <summary>Whether a status is the origin's word about the object; others are faults of the origin's.</summary>
    public static bool IsAnswer(int status) => status is 200 or 206 or (>= 400 and < 500);

    /// <summary>Why an answer is not the rest of the same object; null if it is, or if comparing will tell.</summary>
    public static FillFault? WhyNotContinued(CacheObject target, OriginAnswer answer)
    {
        var content = answer.Message.Content.Headers;
        var head = target.Head!;
        var from = ContinuesFrom(target) + (target.Key.Range?.Offset ?? 0);
        var tag = First(answer.Message.Headers, "ETag");
        return answer.Message.StatusCode switch
        {
            HttpStatusCode.PartialContent when content.ContentRange is not { } range || range.From != from => new("it continues somewhere else", IsFinal: true),
            HttpStatusCode.PartialContent when target.Key.Range is null && head.Length is { } length && content.ContentRange!.Length is { } total && total != length =>
                new("its length changed", IsFinal: true),
            HttpStatusCode.PartialContent when tag is not null && tag != head.ETag => new("it changed while it was sent", IsFinal: true),
            HttpStatusCode.PartialContent when content.ContentRange!.To is null => new("it does not say what it continues with", IsFinal: true),
            HttpStatusCode.PartialContent => null,
            HttpStatusCode.OK when target.Key.Range is not null => new("the origin ignores ranges", IsFinal: true),
            HttpStatusCode.OK when head.Length is { } length && content.ContentLength is { } now && now != length => new("its length changed", IsFinal: true),
            HttpStatusCode.OK when IsPrivate(answer) || !answer.EndIsTold => new("it became another kind of answer", IsFinal: true),
            HttpStatusCode.OK => null,
            HttpStatusCode.RequestedRangeNotSatisfiable => new("it became shorter", IsFinal: true),
            var other => new($"the rest was answered with {(int)other}"),
        };
    }

    /// <summary>How long an error is remembered: a part that is not there yet only for a moment.</summary>
    public static TimeSpan RememberFor(Placement placement, int status) => placement switch
    {
        { IsListed: true } when status is 404 or 410 => PastSegment,
        { Window: not null } => FuturePart,
        _ => Anything,
    };

    // RFC 9110, 13.1.5: a weak tag does not do, and a date only if it is strong, which nobody can tell from here.
    private static string? StrongValidator(ObjectHead head) =>
        head.ETag is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal) ? tag : null;

    private static string? First(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.FirstOrDefault() is { } value && value.All(static letter => letter is >= ' ' and <= '~') ? value : null;
}

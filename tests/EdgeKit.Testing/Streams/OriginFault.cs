namespace EdgeKit.Testing.Streams;

/// <summary>What an origin does wrong.</summary>
public abstract record OriginFault
{
    private OriginFault()
    {
    }

    /// <summary>Nobody listens, and open connections are reset, whatever path is named.</summary>
    public sealed record Refuse : OriginFault;

    /// <summary>A TCP reset after so many bytes of the body have been delivered.</summary>
    /// <param name="AfterBytes">Bytes of body.</param>
    public sealed record Cut(long AfterBytes) : OriginFault;

    /// <summary>An orderly close after so many bytes of the body, though more was promised.</summary>
    /// <param name="AfterBytes">Bytes of body.</param>
    public sealed record Truncate(long AfterBytes) : OriginFault;

    /// <summary>Silence after so many bytes of the body, on a connection that stays open.</summary>
    /// <param name="AfterBytes">Bytes of body; negative: not even a head comes.</param>
    public sealed record Stall(long AfterBytes) : OriginFault;

    /// <summary>This status instead of the answer.</summary>
    /// <param name="Code">The status code.</param>
    public sealed record Status(int Code) : OriginFault;

    /// <summary>A <c>Content-Length</c> that is not the body's.</summary>
    /// <param name="Off">Bytes too many (the connection then closes), or too few when negative (the rest follows all the same).</param>
    public sealed record WrongLength(long Off) : OriginFault;

    /// <summary>The body never ends.</summary>
    public sealed record Endless : OriginFault;

    /// <summary>The body comes byte by byte.</summary>
    /// <param name="Every">The pause after each.</param>
    public sealed record Drip(TimeSpan Every) : OriginFault;

    /// <summary>A playlist that is small in gzip and large without, sent compressed whatever was asked for.</summary>
    /// <param name="Bytes">Its size without, about.</param>
    public sealed record Bomb(long Bytes) : OriginFault;

    /// <summary>A playlist of one line.</summary>
    /// <param name="Bytes">Its length.</param>
    public sealed record LongLine(long Bytes) : OriginFault;

    /// <summary>302.</summary>
    /// <param name="To">Where to; the path itself when null, without end.</param>
    public sealed record Redirect(Uri? To = null) : OriginFault;

    /// <summary>A header besides, or in place of, the usual one: <c>Set-Cookie</c>, <c>Cache-Control: private</c>.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Header(string Name, string Value) : OriginFault;

    /// <summary>No <c>ETag</c> and no <c>Last-Modified</c>.</summary>
    public sealed record NoValidators : OriginFault;

    /// <summary>Another generation of the content: other bytes under other validators, so that <c>If-Range</c> gives 200.</summary>
    public sealed record OtherContent : OriginFault;

    /// <summary>Other bytes under the same validators.</summary>
    public sealed record OtherBytes : OriginFault;

    /// <summary>200 with the whole body to a request for a range.</summary>
    public sealed record IgnoreRange : OriginFault;

    /// <summary>The right bytes of a range under a <c>Content-Range</c> that says others.</summary>
    /// <param name="Shift">Added to both ends.</param>
    public sealed record WrongContentRange(long Shift) : OriginFault;

    /// <summary>A playlist from before.</summary>
    /// <param name="Segments">How many segments ago.</param>
    public sealed record Behind(int Segments) : OriginFault;
}

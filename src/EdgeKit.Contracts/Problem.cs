using System.Text.Json.Serialization;

namespace EdgeKit.Contracts;

/// <summary>An error as RFC 9457 describes it.</summary>
public sealed class Problem
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Which kind: <c>/problems/</c> and a name that never changes.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was wrong here, and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>The member of the request that was wrong, such as <c>lines[0].quantity</c>.</summary>
    public string? Field { get; init; }

    /// <summary>With <see cref="ProblemTypes.OutOfStock"/>: what is available of each SKU that was short.</summary>
    public IReadOnlyDictionary<string, long>? Available { get; init; }

    /// <summary>With <see cref="ProblemTypes.SequenceGap"/>: the record that the cloud wants next.</summary>
    [JsonPropertyName("expectedSeq")]
    public long? ExpectedSeq { get; init; }

    /// <summary>With <see cref="ProblemTypes.SequenceGap"/>: whose log.</summary>
    public Guid? Incarnation { get; init; }
}

namespace EdgeKit.Cloud.Answers;

/// <summary>The header in which a kit says of which of its logs it speaks.</summary>
internal static class IncarnationHeader
{
    /// <summary>Its name.</summary>
    public const string Name = "Edge-Incarnation";

    /// <summary>Whether the request has it, rightly or not.</summary>
    public static bool IsIn(HttpContext context) => context.Request.Headers.ContainsKey(Name);

    /// <summary>The incarnation; null if it is missing or none.</summary>
    public static Guid? Of(HttpContext context) => Guid.TryParseExact(context.Request.Headers[Name], "D", out var incarnation) ? incarnation : null;

    /// <summary>What is wrong without it.</summary>
    public static ProblemResult Problem() => Problems.BadRequest(Name, "It must be a UUID.");
}

using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Answers;

/// <summary>The errors that several routes answer with.</summary>
internal static class Problems
{
    /// <summary>400: a member, header or parameter is not what it should be.</summary>
    public static ProblemResult BadRequest(string? field, string detail) =>
        Of(ProblemTypes.BadRequest, "The request is not what it should be", StatusCodes.Status400BadRequest, detail, field);

    /// <summary>400: no such kit id can be.</summary>
    public static ProblemResult BadKit() => BadRequest("kit", "A kit's id has 1 to 63 letters, digits and hyphens.");

    /// <summary>404.</summary>
    public static ProblemResult NotFound(string detail) =>
        Of(ProblemTypes.NotFound, "There is no such thing", StatusCodes.Status404NotFound, detail);

    /// <summary>409: nothing more is done with that log until a person acts, or ever.</summary>
    public static ProblemResult LogClosed(string detail) =>
        Of(ProblemTypes.LogClosed, "The log takes no part", StatusCodes.Status409Conflict, detail);

    /// <summary>413.</summary>
    public static ProblemResult TooLarge(string detail) =>
        Of(ProblemTypes.TooLarge, "The request is too large", StatusCodes.Status413PayloadTooLarge, detail);

    /// <summary>415.</summary>
    public static ProblemResult MediaType(string detail) =>
        Of(ProblemTypes.MediaType, "The body is of another kind", StatusCodes.Status415UnsupportedMediaType, detail);

    /// <summary>503, to be tried again.</summary>
    public static ProblemResult Busy(string detail, int seconds) =>
        new(Make(ProblemTypes.Busy, "Too much at once", StatusCodes.Status503ServiceUnavailable, detail), TimeSpan.FromSeconds(seconds));

    /// <summary>503: the store cannot be used.</summary>
    public static ProblemResult Store(StoreException exception) => exception.Fault switch
    {
        StoreFault.Busy => Busy(exception.Message, 2),
        StoreFault.Full => new(Make(ProblemTypes.StorageFull, "The disk is full", 503, exception.Message), TimeSpan.FromSeconds(30)),
        StoreFault.Failed or StoreFault.Unusable =>
            new(Make(ProblemTypes.StorageFailed, "The disk failed", 503, exception.Message), TimeSpan.FromSeconds(10)),
    };

    /// <summary>Any other.</summary>
    public static ProblemResult Of(string type, string title, int status, string detail, string? field = null) =>
        new(Make(type, title, status, detail, field));

    private static Problem Make(string type, string title, int status, string detail, string? field = null) =>
        new() { Type = type, Title = title, Status = status, Detail = detail, Field = field };
}

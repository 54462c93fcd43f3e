using EdgeKit.Contracts;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Answers;

/// <summary>The errors that any module's endpoints answer with.</summary>
public static class Problems
{
    /// <summary>400: a member or parameter is not what it should be.</summary>
    public static ProblemResult BadRequest(string field, string detail) =>
        Of(ProblemTypes.BadRequest, "The request is not what it should be", StatusCodes.Status400BadRequest, detail, field);

    /// <summary>404.</summary>
    public static ProblemResult NotFound(string detail) =>
        Of(ProblemTypes.NotFound, "There is no such thing", StatusCodes.Status404NotFound, detail);

    /// <summary>Any other.</summary>
    public static ProblemResult Of(string type, string title, int status, string detail, string? field = null) =>
        new(new Problem { Type = type, Title = title, Status = status, Detail = detail, Field = field });
}

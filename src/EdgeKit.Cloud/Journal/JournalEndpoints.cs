using System.Globalization;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Journal;

/// <summary>Where one reads who did what by hand.</summary>
internal static class JournalEndpoints
{
    private const int DefaultLimit = 200;
    private const int MostAtOnce = 1_000;

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/journal", ReadAsync).WithMetadata(Needs.Backend);

    private static async Task<IResult> ReadAsync(string? since, string? limit, IStore store, CancellationToken cancellationToken)
    {
        if (!Query.TryNumber(since, 0, 0, long.MaxValue, out var after))
        {
            return Problems.BadRequest("since", "It must be the next of an earlier answer, or empty.");
        }

        if (!Query.TryNumber(limit, DefaultLimit, 1, MostAtOnce, out var count))
        {
            return Problems.BadRequest("limit", $"It must be from 1 to {MostAtOnce}.");
        }

        var entries = await store.ReadAsync(session => JournalTable.AfterAsync(session, after, (int)count), cancellationToken);
        var next = entries.Count == 0 ? after : entries[^1].N;
        return TypedResults.Json(
            new JournalPage([.. entries.Select(static entry => entry.Entry)], next.ToString(CultureInfo.InvariantCulture)), CloudJson.Default.JournalPage);
    }
}

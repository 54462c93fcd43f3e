using EdgeKit.Contracts.Log;

namespace EdgeKit.Pages.Sites.Guests;

/// <summary>
/// Who has a place and who waits. A place that was given is never taken back; a place that is free goes to the first in the order of the log whose
/// party fits. Goods have no places: all wait for them.
/// </summary>
internal static class SeatingRules
{
    /// <summary>How many places are left.</summary>
    public static int Left(IEnumerable<Reply> replies, int capacity) =>
        Math.Max(0, capacity - replies.Where(static reply => reply is { List: RsvpList.Places, IsWaiting: false }).Sum(static reply => reply.Party));

    /// <summary>Who gets a place now; null for nobody.</summary>
    /// <param name="replies">In the order of the log.</param>
    /// <param name="capacity">How many places there are.</param>
    public static Reply? Next(IReadOnlyCollection<Reply> replies, int capacity)
    {
        var left = Left(replies, capacity);
        return replies.FirstOrDefault(reply => reply is { List: RsvpList.Places, IsWaiting: true } && reply.Party <= left);
    }

    /// <summary>Whether one that comes last has to wait.</summary>
    public static bool MustWait(IReadOnlyCollection<Reply> replies, int capacity, RsvpList list, int party) =>
        list == RsvpList.Goods || party > Left(replies, capacity) || Next(replies, capacity) is not null;

    /// <summary>How many wait before a reply, itself included.</summary>
    public static int Turn(IEnumerable<Reply> replies, Reply waiting) =>
        replies.Count(reply => reply.IsWaiting && reply.List == waiting.List && reply.Seq <= waiting.Seq);
}

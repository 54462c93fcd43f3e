using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Ledger;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Guests;

/// <summary>
/// Who comes and who waits, by the kit's log: what it says is on the disk, and the same after a restart. It decides one after the other, so two
/// that ask at once never get the same place.
/// </summary>
internal sealed class RsvpBook(IRecordLog log) : IDisposable
{
    /// <summary>The most replies to one site.</summary>
    public const int Most = 5_000;

    private readonly SemaphoreSlim _turn = new(1);
    private ImmutableDictionary<string, ImmutableSortedDictionary<long, Reply>>? _sites;

    /// <summary>The replies to a site, in the order of the log.</summary>
    public async ValueTask<IReadOnlyCollection<Reply>> RepliesAsync(string site, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _sites) is null)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                await LoadAsync(cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }

        return Of(site);
    }

    /// <summary>Finds a reply; null if there is none, or it was cancelled.</summary>
    public async ValueTask<Reply?> FindAsync(string site, string id, CancellationToken cancellationToken) =>
        (await RepliesAsync(site, cancellationToken)).FirstOrDefault(reply => reply.Id == id);

    /// <summary>Takes a reply; on the disk when it returns. One that comes again has no further effect.</summary>
    /// <param name="site">The site.</param>
    /// <param name="capacity">How many places it has.</param>
    /// <param name="draft">The reply.</param>
    /// <param name="cancellationToken">Ends the wait for its turn.</param>
    /// <returns>The reply, or the answer that says why not.</returns>
    public async Task<(Reply? Reply, IResult? Refusal)> ReplyAsync(string site, int capacity, ReplyDraft draft, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(cancellationToken);
            var replies = Of(site);
            if (replies.FirstOrDefault(reply => reply.Id == draft.Id) is { } before)
            {
                return (before, null);
            }

            if (replies.Count >= Most)
            {
                return (null, Problems.Of(ProblemTypes.Busy, "Too many", StatusCodes.Status409Conflict, $"This page takes {Most} replies, and has them."));
            }

            var isWaiting = SeatingRules.MustWait(replies, capacity, draft.List, draft.Party);
            var (record, refusal) = await RecordAsync(
                RecordTypes.RsvpMade,
                site,
                draft.Id,
                new RsvpMadeBody(draft.Id, site, draft.List, draft.Name, draft.Party, isWaiting, draft.Email, draft.Phone),
                ContractsJson.Default.RsvpMadeBody);
            if (record is null)
            {
                return (null, refusal);
            }

            var reply = new Reply(draft.Id, record.Seq, draft.List, draft.Name, draft.Party, isWaiting, draft.Email, draft.Phone);
            Put(site, reply);
            return (reply, null);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Cancels a reply, and gives its place on. Once more has no further effect.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why not.</returns>
    public async Task<IResult?> CancelAsync(string site, int capacity, string id, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(cancellationToken);
            if (Of(site).FirstOrDefault(reply => reply.Id == id) is not { } reply)
            {
                return null;
            }

            var (record, refusal) = await RecordAsync(RecordTypes.RsvpCancelled, site, id, new RsvpCancelledBody(id, site), ContractsJson.Default.RsvpCancelledBody);
            if (record is null)
            {
                return refusal;
            }

            Remove(site, reply);
            return await SeatInTurnAsync(site, capacity);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives places that are free to those who wait: after a restart in the middle of that, and when there are more places.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why not.</returns>
    public async Task<IResult?> SeatAsync(string site, int capacity, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(cancellationToken);
            return await SeatInTurnAsync(site, capacity);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<IResult?> SeatInTurnAsync(string site, int capacity)
    {
        while (SeatingRules.Next(Of(site), capacity) is { } next)
        {
            var (record, refusal) = await RecordAsync(RecordTypes.RsvpSeated, site, next.Id, new RsvpSeatedBody(next.Id, site), ContractsJson.Default.RsvpSeatedBody);
            if (record is null)
            {
                return refusal;
            }

            Put(site, next with { IsWaiting = false });
        }

        return null;
    }

    private async Task<(KeptRecord? Record, IResult? Refusal)> RecordAsync<T>(string type, string site, string id, T body, JsonTypeInfo<T> typeInfo)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, typeInfo);
        var outcome = await log.RecordAsync(new RecordDraft(type, $"{site}/{id}", $"{type} {site}", Key: null, bytes, (_, _) => new RecordDecision.Write(bytes, default)));
        return (outcome.Record, outcome.Record is null ? outcome.Answer : null);
    }

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (_sites is not null)
        {
            return;
        }

        var seated = await SubjectsAsync(RecordTypes.RsvpSeated, cancellationToken);
        var cancelled = await SubjectsAsync(RecordTypes.RsvpCancelled, cancellationToken);
        var replies = from record in await log.ReadNewestAsync(RecordTypes.RsvpMade, cancellationToken)
                      where !cancelled.Contains(record.Subject)
                      let body = JsonSerializer.Deserialize(record.Body.Span, ContractsJson.Default.RsvpMadeBody)!
                      select (body.Site, Reply: new Reply(
                          body.Id, record.Seq, body.List, body.Name, body.Party, body.IsWaiting && !seated.Contains(record.Subject), body.Email, body.Phone));
        Volatile.Write(ref _sites, replies.GroupBy(static made => made.Site, static made => made.Reply, StringComparer.Ordinal).ToImmutableDictionary(
            static site => site.Key, static site => site.ToImmutableSortedDictionary(static reply => reply.Seq, static reply => reply), StringComparer.Ordinal));
    }

    private async ValueTask<HashSet<string>> SubjectsAsync(string type, CancellationToken cancellationToken) =>
        (await log.ReadNewestAsync(type, cancellationToken)).Select(static record => record.Subject).ToHashSet(StringComparer.Ordinal);

    private Replies Of(string site) => new(Volatile.Read(ref _sites)!.GetValueOrDefault(site) ?? ImmutableSortedDictionary<long, Reply>.Empty);

    private void Put(string site, Reply reply) =>
        Volatile.Write(ref _sites, _sites!.SetItem(site, (_sites.GetValueOrDefault(site) ?? ImmutableSortedDictionary<long, Reply>.Empty).SetItem(reply.Seq, reply)));

    private void Remove(string site, Reply reply) => Volatile.Write(ref _sites, _sites!.SetItem(site, _sites[site].Remove(reply.Seq)));

    /// <summary>A moment of a site's replies. It never changes, so whoever has it can tell by it whether anything has.</summary>
    private sealed class Replies(ImmutableSortedDictionary<long, Reply> bySeq) : IReadOnlyCollection<Reply>
    {
        public int Count => bySeq.Count;

        public IEnumerator<Reply> GetEnumerator() => bySeq.Values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Pages.Sites.Links;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Consents;

/// <summary>
/// Who agreed to be written to, by the kit's log. Each address and number has a name of its own that only this kit can make of it, so that giving
/// and withdrawing meet whatever page they come from. The newest record of a person counts; changes come one after the other.
/// </summary>
internal sealed class ConsentBook(IRecordLog log, SignedLinks links) : IDisposable
{
    /// <summary>What people agree to, as pages say it and as the log keeps it.</summary>
    public const string Wording = "Write to me when this stall has something new. I can end that at any time with one click.";

    private readonly SemaphoreSlim _turn = new(1);
    private ConcurrentDictionary<string, bool>? _given;

    /// <summary>How this kit calls whoever has that address or number.</summary>
    public string PersonOf(string? email, string? phone) =>
        links.NameOf(email is { Length: > 0 } ? "email " + email.Trim().ToLowerInvariant() : "phone " + string.Concat((phone ?? "").Where(static letter => char.IsAsciiDigit(letter) || letter == '+')));

    /// <summary>Records that somebody agreed.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why not.</returns>
    public Task<IResult?> GiveAsync(string site, string? email, string? phone, CancellationToken cancellationToken)
    {
        var person = PersonOf(email, phone);
        return ChangeAsync(
            RecordTypes.ConsentGiven, person, isGiven: true, new ConsentGivenBody(person, site, Wording, email, phone), ContractsJson.Default.ConsentGivenBody, cancellationToken);
    }

    /// <summary>Records that somebody does not want it any more.</summary>
    /// <returns>Null once it is on the disk, or was before; else the answer that says why not.</returns>
    public Task<IResult?> WithdrawAsync(string site, string person, CancellationToken cancellationToken) =>
        ChangeAsync(RecordTypes.ConsentWithdrawn, person, isGiven: false, new ConsentWithdrawnBody(person, site), ContractsJson.Default.ConsentWithdrawnBody, cancellationToken);

    /// <summary>Whether the person may be written to.</summary>
    public async ValueTask<bool> IsGivenAsync(string person, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _given) is { } known)
        {
            return known.GetValueOrDefault(person);
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return (await LoadAsync(cancellationToken)).GetValueOrDefault(person);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<IResult?> ChangeAsync<T>(string type, string person, bool isGiven, T body, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var given = await LoadAsync(cancellationToken);
            if (!isGiven && !given.GetValueOrDefault(person))
            {
                return null;
            }

            var bytes = JsonSerializer.SerializeToUtf8Bytes(body, typeInfo);
            var outcome = await log.RecordAsync(new RecordDraft(type, person, type, Key: null, bytes, (_, _) => new RecordDecision.Write(bytes, default)));
            if (outcome.Record is null)
            {
                return outcome.Answer;
            }

            given[person] = isGiven;
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<ConcurrentDictionary<string, bool>> LoadAsync(CancellationToken cancellationToken)
    {
        if (_given is not null)
        {
            return _given;
        }

        var withdrawn = (await log.ReadNewestAsync(RecordTypes.ConsentWithdrawn, cancellationToken)).ToDictionary(static record => record.Subject, static record => record.Seq, StringComparer.Ordinal);
        var given = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var record in await log.ReadNewestAsync(RecordTypes.ConsentGiven, cancellationToken))
        {
            given[record.Subject] = record.Seq > withdrawn.GetValueOrDefault(record.Subject);
        }

        Volatile.Write(ref _given, given);
        return given;
    }
}

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
/// and withdrawing meet whatever page they come from. The newest record of a person counts.
/// </summary>
internal sealed class ConsentBook(IRecordLog log, SignedLinks links)
{
    /// <summary>What people agree to, as pages say it and as the log keeps it.</summary>
    public const string Wording = "Write to me when this stall has something new. I can end that at any time with one click.";

    /// <summary>How this kit calls whoever has that address or number.</summary>
    public string PersonOf(string? email, string? phone) =>
        links.NameOf(email is { Length: > 0 } ? "email " + email.Trim().ToLowerInvariant() : "phone " + string.Concat((phone ?? "").Where(static letter => char.IsAsciiDigit(letter) || letter == '+')));

    /// <summary>Records that somebody agreed.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why not.</returns>
    public Task<IResult?> GiveAsync(string site, string? email, string? phone)
    {
        var person = PersonOf(email, phone);
        return RecordAsync(RecordTypes.ConsentGiven, person, new ConsentGivenBody(person, site, Wording, email, phone), ContractsJson.Default.ConsentGivenBody);
    }

    /// <summary>Records that somebody does not want it any more.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why not.</returns>
    public Task<IResult?> WithdrawAsync(string site, string person) =>
        RecordAsync(RecordTypes.ConsentWithdrawn, person, new ConsentWithdrawnBody(person, site), ContractsJson.Default.ConsentWithdrawnBody);

    /// <summary>Whether the person may be written to.</summary>
    public async ValueTask<bool> IsGivenAsync(string person, CancellationToken cancellationToken) =>
        await NewestAsync(RecordTypes.ConsentGiven, person, cancellationToken) is { } given
        && given > (await NewestAsync(RecordTypes.ConsentWithdrawn, person, cancellationToken) ?? 0);

    private async ValueTask<long?> NewestAsync(string type, string person, CancellationToken cancellationToken) =>
        (await log.ReadNewestAsync(type, cancellationToken)).FirstOrDefault(record => record.Subject == person)?.Seq;

    private async Task<IResult?> RecordAsync<T>(string type, string person, T body, JsonTypeInfo<T> typeInfo)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, typeInfo);
        var outcome = await log.RecordAsync(new RecordDraft(type, person, type, Key: null, bytes, (_, _) => new RecordDecision.Write(bytes, default)));
        return outcome.Record is null ? outcome.Answer : null;
    }
}

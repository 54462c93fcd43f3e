using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Consents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Tests.Sites.Consents;

public sealed class ConsentBookTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly FakeRecordLog _log = new();
    private readonly ConsentBook _book;

    public ConsentBookTests() => _book = New();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _book.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Consent_is_kept_with_what_was_agreed_to()
    {
        Assert.Null(await _book.GiveAsync("soup", "kim@a.example", null, Cancel));

        var (type, record) = Assert.Single(_log.Records);
        var body = JsonSerializer.Deserialize(record.Body.Span, ContractsJson.Default.ConsentGivenBody)!;
        Assert.Equal((RecordTypes.ConsentGiven, "kim@a.example", ConsentBook.Wording), (type, body.Email, body.Wording));
        using var again = New();
        Assert.True(await again.IsGivenAsync(body.Person, Cancel));
    }

    [Fact]
    public async Task It_ends_when_it_is_withdrawn_and_can_be_given_again()
    {
        var person = _book.PersonOf(" Kim@A.example ", null);
        await _book.GiveAsync("soup", "kim@a.example", null, Cancel);
        Assert.Null(await _book.WithdrawAsync("bread", person, Cancel));
        Assert.False(await _book.IsGivenAsync(person, Cancel));

        await _book.GiveAsync("soup", "KIM@a.example", null, Cancel);

        Assert.True(await _book.IsGivenAsync(person, Cancel));
        Assert.False(await _book.IsGivenAsync(_book.PersonOf("other@a.example", null), Cancel));
    }

    [Fact]
    public void A_number_is_the_same_however_it_is_written() =>
        Assert.Equal(_book.PersonOf(null, "+49 30 123-45"), _book.PersonOf("", "+493012345"));

    [Fact]
    public async Task A_disk_that_is_full_is_said()
    {
        _log.IsFull = true;

        Assert.NotNull(await _book.GiveAsync("soup", "kim@a.example", null, Cancel));
        _log.IsFull = false;
        await _book.GiveAsync("soup", "kim@a.example", null, Cancel);
        _log.IsFull = true;
        Assert.NotNull(await _book.WithdrawAsync("soup", _book.PersonOf("kim@a.example", null), Cancel));
        Assert.True(await _book.IsGivenAsync(_book.PersonOf("kim@a.example", null), Cancel));
    }

    private ConsentBook New() => new(_log, new SignedLinks(new LinkKey(new SiteFolder(_data["sites"]))));
}

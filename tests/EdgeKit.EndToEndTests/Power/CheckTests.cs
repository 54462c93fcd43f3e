using System.Net;
using System.Net.Http.Json;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Power;

/// <summary>The published daemon asks people to look, and keeps what they say over a kill.</summary>
public sealed class CheckTests : ProcessTest
{
    private const string Reading = """{"check":"terminals","reading":12.9,"by":"Ada"}""";

    private static readonly KitSetup Setup = new()
    {
        Yaml = """
            power:
              checks:
                - { id: terminals, name: Pack voltage at the terminals, unit: V, low: 12V, high: 14.6V, roster: [Ada, Bo], escalateTo: Kim }

            """,
    };

    [Fact]
    public async Task A_reading_is_in_the_log_once_and_the_next_is_due_when_it_was_after_a_kill()
    {
        var kit = await StartKitAsync(Setup);
        Assert.Equal((CheckState.Due, "Ada"), await StateAsync(kit));

        using var doubted = await PostAsync(kit, """{"check":"terminals","reading":9,"by":"Ada"}""");
        using var first = await PostAsync(kit, Reading);
        using var again = await PostAsync(kit, Reading);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created, HttpStatusCode.Created), (doubted.StatusCode, first.StatusCode, again.StatusCode));
        var answer = await first.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(answer, await again.Content.ReadAsStringAsync(Cancel));
        Assert.Single(await KitReader.LogAsync(kit.Http, Cancel), static record => record.Type == RecordTypes.CheckRecorded);
        var due = (await CheckAsync(kit)).DueAt;

        await kit.KillAsync(Cancel);
        await kit.StartAsync(Cancel);

        Assert.Equal((CheckState.Ok, "Bo"), await StateAsync(kit));
        Assert.InRange((await CheckAsync(kit)).DueAt, due.AddSeconds(-2), due.AddSeconds(2));
        using var replayed = await PostAsync(kit, Reading);
        Assert.Equal(answer, await replayed.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<(CheckState State, string? Assigned)> StateAsync(KitProcess kit)
    {
        var check = await CheckAsync(kit);
        return (check.State, check.Assigned);
    }

    private static async Task<CheckView> CheckAsync(KitProcess kit) =>
        Assert.Single((await kit.Http.GetFromJsonAsync(new Uri("/api/v1/checks", UriKind.Relative), ContractsJson.Default.ChecksView, Cancel))!.Checks);

    private static async Task<HttpResponseMessage> PostAsync(KitProcess kit, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/checks") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "till-1-0001");
        return await kit.Http.SendAsync(request, Cancel);
    }
}

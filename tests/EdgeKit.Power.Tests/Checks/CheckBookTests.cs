using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing;

namespace EdgeKit.Power.Tests.Checks;

public sealed class CheckBookTests : IDisposable
{
    private const string Good = """{"check":"pack","reading":12.9,"by":"Ada"}""";

    private readonly CheckKit _kit = new(["unit: V, low: 12V, high: 14V, roster: Ada|Bo, escalateTo: Kim", "id: lamps, name: Are all lamps whole?"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task A_check_that_nobody_ever_did_is_due_since_the_daemon_runs()
    {
        var check = await _kit.OneAsync();

        Assert.Equal((CheckState.Due, _kit.Time.GetUtcNow(), 0, "Ada", "Kim", null), (check.State, check.DueAt, check.LateBySeconds, check.Assigned, check.EscalateTo, check.Last));
        Assert.Equal(("V", 12.0, 14.0), (check.Unit, check.Low, check.High));
    }

    [Fact]
    public async Task A_reading_is_recorded_and_the_next_is_due_two_hours_later()
    {
        _kit.Time.Advance(TimeSpan.FromMinutes(7));
        await _kit.OneAsync();
        _kit.Time.Advance(TimeSpan.FromMinutes(20));

        var (_, answer) = await _kit.PostAsync("""{"check":"pack","reading":12.9,"by":"Cy","photo":"p/17.jpg","note":"warm"}""");

        var now = _kit.Time.GetUtcNow();
        Assert.Equal((1, now + TimeSpan.FromHours(2), 300), (answer.GetProperty("seq").GetInt64(), answer.GetProperty("nextDueAt").GetDateTimeOffset(), answer.GetProperty("lateBySeconds").GetInt64()));
        Assert.Equal(
            new CheckRecordedBody(
                "pack", "Pack voltage at the terminals", CheckReading.Of(12.9), "Cy", now - TimeSpan.FromMinutes(20), 300, OutOfRange: false, "V", "Ada", "p/17.jpg", "warm"),
            Body(0));
        var check = await _kit.OneAsync();
        Assert.Equal((CheckState.Ok, now + TimeSpan.FromHours(2), "Bo"), (check.State, check.DueAt, check.Assigned));
        Assert.Equal(new LastCheck(CheckReading.Of(12.9), "Cy", now, OutOfRange: false), check.Last);
    }

    [Fact]
    public async Task Pages_hear_once_of_each_worse_state_and_of_the_reading_that_ends_it()
    {
        var heard = new List<CheckState>();
        for (var minute = 0; minute < 40; minute++)
        {
            heard.AddRange((await _kit.HeardAsync()).Where(static check => check.Id == "pack").Select(static check => check.State));
            _kit.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await _kit.PostAsync(Good);
        heard.AddRange((await _kit.HeardAsync()).Select(static check => check.State));

        Assert.Equal([CheckState.Due, CheckState.Late, CheckState.Escalated, CheckState.Ok], heard);
        Assert.Equal([6061, 6061], _kit.Logger.Collector.GetSnapshot().Select(static line => line.Id.Id));
        Assert.Contains("the business of Kim", _kit.Logger.Collector.GetSnapshot()[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_of_the_daemon_or_of_the_board_does_not_begin_the_two_hours_anew()
    {
        await _kit.PostAsync(Good);
        var due = (await _kit.OneAsync()).DueAt;

        _kit.Time.Advance(TimeSpan.FromMinutes(50));
        _kit.Restart();
        Assert.Equal((CheckState.Ok, due), ((await _kit.OneAsync()).State, (await _kit.OneAsync()).DueAt));

        _kit.Restart(off: TimeSpan.FromMinutes(20));
        Assert.Equal((CheckState.Ok, due, "Bo"), ((await _kit.OneAsync()).State, (await _kit.OneAsync()).DueAt, (await _kit.OneAsync()).Assigned));

        _kit.Time.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(CheckState.Due, (await _kit.OneAsync()).State);
    }

    [Fact]
    public async Task After_a_night_without_power_it_is_due_and_nobody_is_told_that_it_is_hours_late()
    {
        await _kit.PostAsync(Good);

        _kit.Restart(off: TimeSpan.FromHours(14));

        var check = await _kit.OneAsync();
        Assert.Equal((CheckState.Due, 0, _kit.Time.GetUtcNow()), (check.State, check.LateBySeconds, check.DueAt));
    }

    [Fact]
    public async Task A_clock_that_is_set_right_after_hours_off_makes_it_due_and_not_escalated()
    {
        await RestartWithoutClockAsync(off: TimeSpan.FromHours(14));
        _kit.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(CheckState.Ok, (await _kit.OneAsync()).State);

        _kit.Clock.Calibrate(_kit.Time.GetUtcNow() - _kit.Time.Jump, TimeSpan.Zero);
        Assert.Equal((CheckState.Due, 0), ((await _kit.OneAsync()).State, (await _kit.OneAsync()).LateBySeconds));

        _kit.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal((CheckState.Late, 60), ((await _kit.OneAsync()).State, (await _kit.OneAsync()).LateBySeconds));
    }

    [Fact]
    public async Task A_clock_that_is_set_right_after_a_minute_off_lets_the_two_hours_go_on()
    {
        await RestartWithoutClockAsync(off: TimeSpan.FromMinutes(1));
        _kit.Time.Advance(TimeSpan.FromMinutes(10));
        await _kit.OneAsync();

        _kit.Clock.Calibrate(_kit.Time.GetUtcNow() - _kit.Time.Jump, TimeSpan.Zero);

        var check = await _kit.OneAsync();
        Assert.Equal((CheckState.Ok, check.Last!.RecordedAt + TimeSpan.FromHours(2)), (check.State, check.DueAt));
    }

    [Fact]
    public async Task Without_any_clock_it_is_asked_for_soon_after_each_start_of_the_board()
    {
        await RestartWithoutClockAsync(off: TimeSpan.FromMinutes(1));
        await _kit.OneAsync();

        _kit.Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(CheckState.Due, (await _kit.OneAsync()).State);
    }

    [Fact]
    public async Task A_snooze_is_quiet_for_a_while_and_once_a_time()
    {
        await _kit.PostAsync(Good);
        _kit.Time.Advance(TimeSpan.FromMinutes(140));
        Assert.Equal(CheckState.Late, (await _kit.HeardAsync())[^2].State);

        var (status, answer) = await _kit.SnoozeAsync("""{"by":"Bo","minutes":30}""");

        Assert.Equal((200, _kit.Time.GetUtcNow() + TimeSpan.FromMinutes(30)), (status, answer.GetProperty("snoozedUntil").GetDateTimeOffset()));
        var quiet = Assert.Single(await _kit.HeardAsync());
        Assert.Equal((CheckState.Due, false, _kit.Time.GetUtcNow() + TimeSpan.FromMinutes(30)), (quiet.State, quiet.CanSnooze, quiet.SnoozedUntil));
        Assert.Equal((RecordTypes.CheckSnoozed, "pack"), (_kit.Log.Records[1].Type, _kit.Log.Records[1].Record.Subject));

        _kit.Time.Advance(TimeSpan.FromMinutes(29));
        _kit.Restart();
        Assert.Equal(CheckState.Due, (await _kit.OneAsync()).State);
        (status, answer) = await _kit.SnoozeAsync("""{"by":"Bo","minutes":30}""");
        Assert.Equal((409, ProblemTypes.CheckState), (status, answer.GetProperty("type").GetString()));

        _kit.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CheckState.Escalated, (await _kit.HeardAsync())[0].State);

        await _kit.PostAsync(Good);
        _kit.Time.Advance(TimeSpan.FromHours(2));
        Assert.True((await _kit.OneAsync()).CanSnooze);
    }

    [Theory]
    [InlineData("""{"by":"Bo","minutes":31}""", 400, "minutes")]
    [InlineData("""{"by":"Bo","minutes":0}""", 400, "minutes")]
    [InlineData("""{"by":" ","minutes":5}""", 400, "by")]
    [InlineData("""{"minutes":5}""", 400, "by")]
    [InlineData("""{"by":"4111 1111 1111 1111","minutes":5}""", 400, "by")]
    public async Task A_wrong_snooze_is_told_by_field(string body, int status, string field)
    {
        var (answered, problem) = await _kit.SnoozeAsync(body);

        Assert.Equal((status, field), (answered, problem.GetProperty("field").GetString()));
        Assert.Empty(_kit.Log.Records);
    }

    [Fact]
    public async Task What_is_not_due_cannot_be_snoozed()
    {
        await _kit.PostAsync(Good);

        var (status, _) = await _kit.SnoozeAsync("""{"by":"Bo","minutes":5}""");

        Assert.Equal(409, status);
    }

    [Theory]
    [InlineData("""{"check":"pack","reading":"ok","by":"Ada"}""", "reading")]
    [InlineData("""{"check":"lamps","reading":1,"by":"Ada"}""", "reading")]
    [InlineData("""{"check":"lamps","reading":"fine","by":"Ada"}""", "reading")]
    [InlineData("""{"check":"lamps","reading":true,"by":"Ada"}""", "reading")]
    [InlineData("""{"check":"pack","reading":1e999,"by":"Ada"}""", "reading")]
    [InlineData("""{"check":"pack","by":"Ada"}""", "reading")]
    [InlineData("""{"check":"pack","reading":null,"by":"Ada"}""", "reading")]
    [InlineData("""{"check":"pack","reading":12.9}""", "by")]
    [InlineData("""{"check":"pack","reading":12.9,"by":""}""", "by")]
    [InlineData("""{"check":"pack","reading":12.9,"by":"A\u0000"}""", "by")]
    [InlineData("""{"check":"pack","reading":12.9,"by":"Ada","photo":"a\u0007b"}""", "photo")]
    [InlineData("""{"check":"pack","reading":12.9,"by":"Ada","note":"4111 1111 1111 1111"}""", "note")]
    [InlineData("""{"check":"pack","reading":12.9,"by":"Ada","confirm":"yes"}""", "confirm")]
    [InlineData("""{"reading":12.9,"by":"Ada"}""", "check")]
    [InlineData("{", "body")]
    [InlineData("", "body")]
    public async Task A_wrong_reading_is_told_by_field(string body, string field)
    {
        var (status, problem) = await _kit.PostAsync(body);

        Assert.Equal((400, field), (status, problem.GetProperty("field").GetString()));
        Assert.Empty(_kit.Log.Records);
    }

    [Theory]
    [InlineData("by", 100)]
    [InlineData("photo", 500)]
    [InlineData("note", 1000)]
    public async Task Texts_are_bounded(string field, int most)
    {
        Assert.Equal(200, (await _kit.PostAsync(WithText(field, most))).Status);
        Assert.Equal(400, (await _kit.PostAsync(WithText(field, most + 1))).Status);

        static string WithText(string field, int length)
        {
            var said = new Dictionary<string, string>(StringComparer.Ordinal) { ["check"] = "\"lamps\"", ["reading"] = "\"ok\"", ["by"] = "\"Ada\"" };
            said[field] = $"\"{new string('x', length)}\"";
            return $"{{{string.Join(',', said.Select(static member => $"\"{member.Key}\":{member.Value}"))}}}";
        }
    }

    [Fact]
    public async Task An_implausible_reading_is_taken_once_it_is_confirmed()
    {
        var (status, problem) = await _kit.PostAsync("""{"check":"pack","reading":9,"by":"Ada"}""");
        Assert.Equal((422, ProblemTypes.CheckOutOfRange, "reading"), (status, problem.GetProperty("type").GetString(), problem.GetProperty("field").GetString()));
        Assert.Empty(_kit.Log.Records);

        var (_, answer) = await _kit.PostAsync("""{"check":"pack","reading":9,"by":"Ada","confirm":true}""");

        Assert.True(answer.GetProperty("outOfRange").GetBoolean());
        Assert.True(Body(0).OutOfRange);
        Assert.True((await _kit.OneAsync()).Last!.OutOfRange);
    }

    [Fact]
    public async Task An_unknown_check_is_answered_with_those_there_are()
    {
        var (status, problem) = await _kit.PostAsync("""{"check":"packs","reading":9,"by":"Ada"}""");

        Assert.Equal(404, status);
        Assert.EndsWith("those there are: pack, lamps.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await _kit.SnoozeAsync("""{"by":"Bo","minutes":5}""", id: "packs")).Status);
    }

    [Fact]
    public async Task Without_checks_the_list_is_empty()
    {
        using var none = new CheckKit([]);

        Assert.Empty((await none.Book.ViewAsync(Cancel)).Checks);
        Assert.Equal(404, (await none.PostAsync(Good)).Status);
    }

    [Fact]
    public async Task A_repetition_with_its_key_says_the_same_and_does_nothing()
    {
        var (_, first) = await _kit.PostAsync(Good, "k1");
        _kit.Time.Advance(TimeSpan.FromMinutes(10));
        var due = (await _kit.OneAsync()).DueAt;

        var (_, again) = await _kit.PostAsync(Good, "k1");

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(due, (await _kit.OneAsync()).DueAt);
        Assert.Single(_kit.Log.Records);
    }

    [Fact]
    public async Task What_the_disk_did_not_take_did_not_happen()
    {
        _kit.Log.Fails = true;

        Assert.Equal(503, (await _kit.PostAsync(Good)).Status);
        Assert.Equal(CheckState.Due, (await _kit.OneAsync()).State);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_makes_its_check_due_and_harms_no_other()
    {
        await _kit.PostAsync(Good);
        await _kit.PostAsync("""{"check":"lamps","reading":"notOk","by":"Ada"}""");
        var (type, record) = _kit.Log.Records[0];
        _kit.Log.Records[0] = (type, record with { Body = "{}"u8.ToArray() });

        _kit.Restart();

        Assert.Equal([CheckState.Due, CheckState.Ok], (await _kit.Book.ViewAsync(Cancel)).Checks.Select(static check => check.State));
        Assert.Equal(6062, Assert.Single(_kit.Logger.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task The_kits_own_sensor_is_asked_at_the_same_moment()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder["day.csv"], "seconds,volts,amperes,celsius\n0,12.5,-2,30\n600,12.5,-2,30\n", Cancel);
        using var kit = new CheckKit(["unit: V, sensor: sim"], CheckSetup.Playing(folder["day.csv"]));

        await kit.PostAsync(Good);
        await kit.Sensors.Sensors[0].SampleAsync(Cancel);
        var (_, answer) = await kit.PostAsync(Good);
        kit.Time.Advance(TimeSpan.FromMinutes(1));
        var (_, stale) = await kit.PostAsync(Good);

        Assert.Equal((12.5, 0.4), (answer.GetProperty("sensorValue").GetDouble(), answer.GetProperty("difference").GetDouble()));
        Assert.Equal([null, 12.5, null], kit.Log.Records.Select(static kept => Read(kept.Record.Body).SensorValue));
        Assert.All(kit.Log.Records, static kept => Assert.Equal("sim", Read(kept.Record.Body).Sensor));
        Assert.False(stale.TryGetProperty("difference", out _));
    }

    private async Task RestartWithoutClockAsync(TimeSpan off)
    {
        await _kit.PostAsync(Good);
        _kit.Discipline.IsSynchronised = false;
        _kit.Time.Jump = TimeSpan.FromDays(-365);
        _kit.Restart(off);
    }

    private static CheckRecordedBody Read(ReadOnlyMemory<byte> body) => JsonSerializer.Deserialize(body.Span, ContractsJson.Default.CheckRecordedBody)!;

    private CheckRecordedBody Body(int index) => Read(_kit.Log.Records[index].Record.Body);
}

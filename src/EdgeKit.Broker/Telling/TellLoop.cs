using System.Text.Json;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Topics;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker.Telling;

/// <summary>
/// Says over MQTT what the kit's pages hear, and what its sensors measure. What stands is retained and said anew whenever the broker begins:
/// nothing of it is written to the card.
/// </summary>
internal sealed class TellLoop(
    IStallBroker broker,
    Teller teller,
    KitTopics topics,
    EventStream events,
    IPowerReport power,
    IUplinkState uplink,
    IOrderDesk desk,
    BrokerOptions options,
    TimeProvider time,
    Random random,
    ILogger<TellLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SensorChanges _sensors = new(time);
    private EventListener? _listener;
    private long _begun;
    private long _lookedAt;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!await broker.Serving.WaitAsync(static isServing => isServing, Patience, Time, cancellationToken))
        {
            return TimeSpan.Zero;
        }

        await TellAsync(cancellationToken);
        await WaitAsync(cancellationToken);
        return TimeSpan.Zero;
    }

    /// <summary>Says what there is to say now.</summary>
    public async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        if (_listener is null || _begun != broker.Beginnings)
        {
            await BeginAsync(cancellationToken);
        }

        await HearAsync(cancellationToken);
        Look();
        await teller.SayAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (broker.Serving.Current)
        {
            await broker.PublishAsync(Status("offline"), cancellationToken);
        }

        Dismiss();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        Dismiss();
        base.Dispose();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        Dismiss();
        _begun = broker.Beginnings;
        _listener = events.Listen(lastEventId: null, out _);
        _sensors.Forget();
        _lookedAt = 0;
        await broker.PublishAsync(Status("online"), cancellationToken);
        teller.Note(topics.Power, new Saying("power", null, Json(power.Power, ContractsJson.Default.PowerView)));
        NoteUplink();
        NoteStock(desk.Stock);
    }

    private async ValueTask HearAsync(CancellationToken cancellationToken)
    {
        while (_listener!.Events.TryRead(out var said))
        {
            switch (said.Type)
            {
                case "order":
                    await teller.SayOnceAsync(topics.Orders, new Saying("order", null, Json(said)), cancellationToken);
                    break;
                case "stock" when said.Value is IReadOnlyList<StockLevel> levels:
                    NoteStock(levels);
                    break;
                case "power":
                    teller.Note(topics.Power, new Saying("power", null, Json(said)));
                    break;
                case "live":
                    teller.Note(topics.Live, new Saying("live", null, Json(said)));
                    break;
                case "uplink" or "promise":
                    NoteUplink();
                    break;
            }
        }

        if (_listener.Events.Completion.IsCompleted)
        {
            // It fell behind by more than is kept: the state is said anew.
            Dismiss();
        }
    }

    private void Look()
    {
        if (_lookedAt != 0 && Time.GetElapsedTime(_lookedAt) < options.TellEvery)
        {
            return;
        }

        _lookedAt = Time.GetTimestamp();
        foreach (var sensor in _sensors.Take(power.Sensors))
        {
            teller.Note(topics.Sensor(sensor.Id), new Saying("sensor", sensor.Id, Json(sensor, ContractsJson.Default.SensorView)));
        }
    }

    // Until there is something to hear, to say or to look at.
    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (_listener is null)
        {
            return;
        }

        var look = options.TellEvery - Time.GetElapsedTime(_lookedAt);
        var pause = teller.Due is { } due && due < look ? due : look;
        using var over = new CancellationTokenSource(pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1), Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _listener.Events.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private void NoteUplink()
    {
        var view = uplink.View;
        teller.Note(topics.Uplink, new Saying("uplink", null, Json(view, ContractsJson.Default.UplinkView)));
        teller.Note(topics.Queue, new Saying("queue", null, Json(new QueueView(view.Queued, view.AckSeq, view.HeadSeq), BrokerJson.Default.QueueView)));
    }

    private void NoteStock(IReadOnlyList<StockLevel> levels)
    {
        foreach (var level in levels)
        {
            teller.Note(topics.Stock(level.Sku), new Saying("stock", level.Sku, Json(level, ContractsJson.Default.StockLevel)));
        }
    }

    private StallMessage Status(string status) => new(topics.Status, System.Text.Encoding.ASCII.GetBytes(status), null, IsRetained: true, IsCertain: true);

    private void Dismiss()
    {
        _listener?.Dispose();
        _listener = null;
    }

    private static byte[] Json(KitEvent said) => JsonSerializer.SerializeToUtf8Bytes(said.Value, said.TypeInfo);

    private static byte[] Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> typeInfo) => JsonSerializer.SerializeToUtf8Bytes(value, typeInfo);
}

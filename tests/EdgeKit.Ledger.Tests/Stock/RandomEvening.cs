using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Tests.Transfers;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Tests.Stock;

/// <summary>A kit with all that can happen to its stock, and another beside it.</summary>
internal sealed class RandomEvening : IAsyncDisposable
{
    /// <summary>The step that may make a deficit.</summary>
    public const int Count = 1;

    private readonly Stall _other;
    private readonly Queue<Guid> _orders = new();
    private TransferRequest? _last;
    private int _number;

    private RandomEvening(Stall kit, Stall other) => (Kit, _other) = (kit, other);

    public Stall Kit { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RandomEvening> OpenAsync()
    {
        var evening = new RandomEvening(await Stall.OpenAsync("kit-1"), await Stall.OpenAsync("kit-2"));
        await evening._other.Ledger.GrantAsync("tea", 1000);
        await evening._other.Ledger.GrantAsync("mug", 1000);
        return evening;
    }

    public Task StepAsync(int what, string sku, int quantity, int amount)
    {
        var key = $"k{_number++}";
        return what switch
        {
            0 => Kit.Ledger.StockAsync(key, sku, quantity),
            Count => Kit.Ledger.StockAsync(key, sku, amount, counted: true),
            2 => OrderAsync(key, sku, quantity),
            3 when _orders.TryDequeue(out var order) => Kit.Ledger.TakeBackAsync(key, order, refund: true, restock: quantity > 2),
            4 => Kit.Ledger.GrantAsync(sku, amount * 2, Math.Max(0, amount - 5), sellForSeconds: quantity == 1 ? null : 3600),
            5 => TransferAsync(Kit, _other, quantity, sku),
            6 => TransferAsync(_other, Kit, quantity, sku),
            7 when _last is { } last => last.FromKit == Kit.Kit ? MoveAsync(Kit, _other, last) : MoveAsync(_other, Kit, last),
            8 => PassAsync(TimeSpan.FromMinutes(amount), isHeard: quantity < 3),
            _ => Kit.CrashAsync(),
        };
    }

    /// <summary>Log and counters agree, and what one kit gave the other took.</summary>
    public async Task VerifyAsync()
    {
        await Kit.VerifyAsync();
        await _other.VerifyAsync();
        foreach (var sku in (string[])["tea", "mug"])
        {
            Assert.Equal(Kit.Counters(sku).TransferredOut, _other.Counters(sku).TransferredIn);
            Assert.Equal(_other.Counters(sku).TransferredOut, Kit.Counters(sku).TransferredIn);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kit.DisposeAsync();
        await _other.DisposeAsync();
    }

    private async Task OrderAsync(string key, string sku, int quantity)
    {
        var level = Kit.Ledger.Writer.Stock[sku];
        var result = await Kit.Ledger.SubmitAsync(key, (sku, quantity));
        Assert.Equal(level.Available >= quantity, result is CommandResult.Accepted);
        if (result is CommandResult.Accepted accepted)
        {
            _orders.Enqueue(JsonSerializer.Deserialize(accepted.Answer.Span, ContractsJson.Default.OrderReceipt)!.OrderId);
        }
    }

    private Task PassAsync(TimeSpan time, bool isHeard)
    {
        Kit.Ledger.Time.Advance(time);
        if (isHeard)
        {
            Kit.Ledger.Rights.Heard();
        }

        return Task.CompletedTask;
    }

    private async Task TransferAsync(Stall donor, Stall receiver, int quantity, string sku)
    {
        _last = donor.AskedBy(receiver, Stall.Id(_number), quantity, sku);
        await receiver.Transfers.BeginAsync(_last, Cancel);
        await MoveAsync(donor, receiver, _last);
    }

    private static async Task MoveAsync(Stall donor, Stall receiver, TransferRequest request)
    {
        if (await donor.Transfers.GiveAsync(request, Cancel) is { } transfer)
        {
            await receiver.Transfers.TakeAsync(transfer, Cancel);
        }
        else
        {
            await receiver.Transfers.ForgetAsync(request.TransferId, Cancel);
        }
    }
}

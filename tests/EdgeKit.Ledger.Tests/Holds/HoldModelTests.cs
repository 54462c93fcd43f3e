using CsCheck;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Holds;

/// <summary>Evenings by chance, beside a model so plain that it can be believed.</summary>
public sealed class HoldModelTests
{
    private static readonly Gen<Step[]> Evenings = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 400], static (what, cart, tea, mugs, seconds) => new Step(what, cart, tea, mugs, seconds)).Array[1, 60];

    [Fact]
    public async Task Whatever_comes_goods_are_held_for_one_cart_or_sold_once_or_left() => await Evenings.SampleAsync(
        static async evening =>
        {
            using var directory = new TemporaryDirectory();
            var time = new TestClock();
            var clock = new KitClock(time, new TestDiscipline(), Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
            var model = new Model(time);
            var ledger = await OpenLedger.OpenAsync(directory, time, clock);
            for (var i = 0; i < evening.Length; i++)
            {
                if (evening[i].What == 9)
                {
                    await ledger.DisposeAsync();
                    ledger = await OpenLedger.OpenAsync(directory, time, clock);
                }
                else
                {
                    await StepAsync(ledger, model, evening[i], $"k{i}");
                }

                await ledger.Writer.RunAsync(new SaveRunningTime());
                model.Check(ledger);
            }

            await ledger.DisposeAsync();
        },
        iter: 25);

    private static async Task StepAsync(OpenLedger ledger, Model model, Step step, string key)
    {
        var lines = step.Lines;
        model.Expire();
        switch (step.What)
        {
            case 0:
                await ledger.StockAsync(key, "tea", step.Tea + 1);
                model.Left["tea"] += step.Tea + 1;
                break;
            case 1:
                await ledger.StockAsync(key, "mug", step.Mugs + 1);
                model.Left["mug"] += step.Mugs + 1;
                break;
            case 2 or 3 when lines.Length > 0:
                model.Hold(step, lines, await ledger.HoldAsync($"cart{step.Cart}", lines, ttl: 10 + step.Seconds));
                break;
            case 4 when model.Holds.TryGetValue(step.Cart, out var paid):
                Assert.Equal(HoldState.Paying, OpenLedger.HoldOf(await ledger.MoveAsync(paid.Id, HoldStep.Pay)).State);
                model.Holds[step.Cart] = paid with { IsPaying = true };
                break;
            case 5 when model.Holds.Remove(step.Cart, out var released):
                Assert.Equal(HoldState.Released, OpenLedger.HoldOf(await ledger.MoveAsync(released.Id, HoldStep.Release)).State);
                break;
            case 6 when lines.Length > 0:
                model.Order(step, lines, model.Ids.TryGetValue(step.Cart, out var id) ? await ledger.OrderAsync(key, id, lines) : await ledger.SubmitAsync(key, lines));
                break;
            case 7 when lines.Length > 0:
                model.Order(null, lines, await ledger.SubmitAsync(key, lines));
                break;
            case 8:
                ledger.Time.Advance(TimeSpan.FromSeconds(step.Seconds));
                model.Expire();
                break;
            default:
                break;
        }
    }

    private sealed record Step(int What, int Cart, int Tea, int Mugs, int Seconds)
    {
        public (string Sku, int Quantity)[] Lines =>
            [.. new (string Sku, int Quantity)[] { ("tea", Tea / 2), ("mug", Mugs), ("tea", Tea - (Tea / 2)) }.Where(static line => line.Quantity > 0)];
    }

    private sealed record Held(Guid Id, (string Sku, int Quantity)[] Lines, DateTimeOffset Until, bool IsPaying);

    private sealed class Model(TestClock time)
    {
        public Dictionary<string, int> Left { get; } = new(StringComparer.Ordinal) { ["tea"] = 0, ["mug"] = 0 };

        public Dictionary<int, Held> Holds { get; } = [];

        /// <summary>The last hold of each cart, whatever became of it.</summary>
        public Dictionary<int, Guid> Ids { get; } = [];

        public void Expire()
        {
            foreach (var (cart, hold) in Holds.Where(hold => !hold.Value.IsPaying && hold.Value.Until <= time.GetUtcNow()).ToList())
            {
                Holds.Remove(cart);
            }
        }

        public void Hold(Step step, (string Sku, int Quantity)[] lines, CommandResult result)
        {
            if (Holds.GetValueOrDefault(step.Cart) is { IsPaying: true })
            {
                Assert.IsType<CommandResult.Refused>(result);
            }
            else if (Fits(lines, step.Cart))
            {
                Ids[step.Cart] = OpenLedger.HoldOf(result).Id;
                Holds[step.Cart] = new Held(Ids[step.Cart], lines, time.GetUtcNow().AddSeconds(10 + step.Seconds), IsPaying: false);
            }
            else
            {
                Assert.IsType<CommandResult.OutOfStock>(result);
            }
        }

        public void Order(Step? step, (string Sku, int Quantity)[] lines, CommandResult result)
        {
            if (!Fits(lines, step?.Cart))
            {
                Assert.IsType<CommandResult.OutOfStock>(result);
                return;
            }

            Assert.IsType<CommandResult.Accepted>(result);
            Holds.Remove(step?.Cart ?? -1);
            foreach (var (sku, quantity) in lines)
            {
                Left[sku] -= quantity;
            }
        }

        public void Check(OpenLedger ledger)
        {
            foreach (var (sku, left) in Left)
            {
                var held = HeldOf(sku, except: null);
                Assert.Equal((left - held, held), ledger.Level(sku));
                Assert.True(left >= held, "more is held than there is");
            }

            Assert.Equal(Holds.Values.Select(static hold => hold.Id).Order(), ledger.Writer.Holds.Active.Select(static hold => hold.Id));
        }

        private bool Fits((string Sku, int Quantity)[] lines, int? cart) =>
            Left.All(sku => lines.Where(line => string.Equals(line.Sku, sku.Key, StringComparison.Ordinal)).Sum(static line => line.Quantity) <= sku.Value - HeldOf(sku.Key, cart));

        private int HeldOf(string sku, int? except) =>
            Holds.Where(hold => hold.Key != except).SelectMany(static hold => hold.Value.Lines).Where(line => string.Equals(line.Sku, sku, StringComparison.Ordinal)).Sum(static line => line.Quantity);
    }
}

using System.Net;

namespace EdgeKit.Market.Exchange;

/// <summary>How much each address may ask: a burst, then so many a second. Whoever is beyond the bound of addresses shares one budget.</summary>
internal sealed class RequestBudget(TimeProvider time)
{
    /// <summary>Requests at once.</summary>
    public const int Burst = 40;

    /// <summary>Requests a second after that.</summary>
    public const int EachSecond = 20;

    /// <summary>Addresses with a budget of their own.</summary>
    public const int MostAddresses = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Budget> _budgets = [];

    /// <summary>Takes one request of the address's budget.</summary>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake(IPAddress address)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!_budgets.ContainsKey(address) && _budgets.Count >= MostAddresses)
            {
                foreach (var full in _budgets.Where(budget => Left(budget.Value, now) >= Burst).Select(static budget => budget.Key).ToList())
                {
                    _budgets.Remove(full);
                }

                address = _budgets.Count >= MostAddresses ? IPAddress.None : address;
            }

            var left = _budgets.TryGetValue(address, out var before) ? Left(before, now) : Burst;
            _budgets[address] = new Budget(left < 1 ? left : left - 1, now);
            return left >= 1;
        }
    }

    private double Left(Budget budget, long now) => Math.Min(Burst, budget.Left + (time.GetElapsedTime(budget.At, now).TotalSeconds * EachSecond));

    private readonly record struct Budget(double Left, long At);
}

namespace EdgeKit.Simulation.Evenings;

/// <summary>An evening: what is asked for where, and when kits are without uplink or power. The same for everyone who sells in it.</summary>
internal sealed class EveningPlan
{
    /// <summary>The place that is no kit: always reached.</summary>
    public const int Shop = -1;

    private const double SurgeFactor = 5;
    private const double PlaceSpread = 0.6;
    private const double ItemSpread = 0.5;

    private static readonly TimeSpan Surge = TimeSpan.FromMinutes(15);

    private readonly Random _random;
    private readonly List<EveningEvent> _events = [];
    private readonly List<(int Kit, TimeSpan From, TimeSpan Until)> _dark = [];

    private EveningPlan(EveningOptions options)
    {
        Options = options;
        _random = new Random(options.Seed);
    }

    public EveningOptions Options { get; }

    /// <summary>By time.</summary>
    public IReadOnlyList<EveningEvent> Events => _events;

    public TimeSpan End => Options.SetUp + Options.Length;

    /// <summary>Makes one.</summary>
    public static EveningPlan Of(EveningOptions options)
    {
        var plan = new EveningPlan(options);
        var surges = new List<(int Kit, TimeSpan From)>();
        for (var kit = 0; kit < options.Kits; kit++)
        {
            plan.AddOutages(kit);
            plan.AddPowerCuts(kit);
            plan.AddJumps(kit);
            surges.AddRange(plan.Moments(options.Surges).Select(from => (kit, from)));
        }

        plan.AddDemand(surges);
        plan._events.Sort(static (one, other) => one.At.CompareTo(other.At));
        return plan;
    }

    /// <summary>In which market a kit stands.</summary>
    public int MarketOf(int kit) => kit % Options.Markets;

    private void AddOutages(int kit)
    {
        if (Options.OfflineShare <= 0)
        {
            return;
        }

        var online = Options.Outage * ((1 - Options.OfflineShare) / Options.OfflineShare);

        // At the opening it is in an outage as often as at any other time.
        var isUp = _random.NextDouble() >= Options.OfflineShare;
        var at = Options.SetUp;
        if (!isUp)
        {
            _events.Add(new EveningEvent.Uplink(at, kit, IsUp: false));
        }

        while ((at += Exponential(isUp ? online : Options.Outage)) < End)
        {
            isUp = !isUp;
            _events.Add(new EveningEvent.Uplink(at, kit, isUp));
        }
    }

    private void AddPowerCuts(int kit)
    {
        var free = TimeSpan.Zero;
        foreach (var from in Moments(Options.PowerCuts))
        {
            if (from < free)
            {
                continue;
            }

            var until = from + TimeSpan.FromMinutes(1 + (2 * _random.NextDouble()));
            free = until;
            _dark.Add((kit, from, until));
            _events.Add(new EveningEvent.Power(from, kit, IsUp: false));
            _events.Add(new EveningEvent.Power(until, kit, IsUp: true));
        }
    }

    private void AddJumps(int kit)
    {
        foreach (var at in Moments(Options.ClockJumps))
        {
            _events.Add(new EveningEvent.ClockJump(at, kit, TimeSpan.FromDays(365 * ((52 * _random.NextDouble()) - 2))));
        }
    }

    private void AddDemand(List<(int Kit, TimeSpan From)> surges)
    {
        var kitWeights = Weights(Options.Kits, PlaceSpread);
        for (var sku = 0; sku < Options.Skus; sku++)
        {
            var own = Weights(Options.Kits, ItemSpread);
            double[] weights = [.. kitWeights.Select((weight, kit) => weight * own[kit])];
            var wanted = (int)Math.Round(Options.Units * Options.Demand);
            while (wanted > 0)
            {
                var place = _random.NextDouble() < Options.ShopShare ? Shop : Pick(weights);
                var at = Options.SetUp + (Options.Length * _random.NextDouble());
                var quantity = Math.Min(wanted, _random.Next(4) == 0 ? 2 : 1);
                if (place != Shop && !Comes(place, at, surges))
                {
                    continue;
                }

                wanted -= quantity;
                _events.Add(new EveningEvent.Demand(at, place, sku, quantity));
            }
        }
    }

    /// <summary>Whether a shopper who might come then does: always while there is a crowd, seldom otherwise, and never to a kit without power.</summary>
    private bool Comes(int kit, TimeSpan at, List<(int Kit, TimeSpan From)> surges) =>
        !_dark.Exists(dark => dark.Kit == kit && dark.From <= at && at < dark.Until)
        && (surges.Exists(surge => surge.Kit == kit && surge.From <= at && at < surge.From + Surge) || _random.NextDouble() < 1 / SurgeFactor);

    private List<TimeSpan> Moments(double mean)
    {
        var moments = new List<TimeSpan>();
        for (var at = Options.SetUp; (at += Exponential(Options.Length / Math.Max(mean, 1e-9))) < End;)
        {
            moments.Add(at);
        }

        return moments;
    }

    private double[] Weights(int count, double spread) => [.. Enumerable.Range(0, count).Select(_ => Math.Exp(spread * Normal()))];

    private int Pick(double[] weights)
    {
        var left = _random.NextDouble() * weights.Sum();
        for (var index = 0; index < weights.Length - 1; index++)
        {
            left -= weights[index];
            if (left < 0)
            {
                return index;
            }
        }

        return weights.Length - 1;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private TimeSpan Exponential(TimeSpan mean) => mean * -Math.Log(1 - _random.NextDouble());
}

namespace EdgeKit.Cloud.Grants;

/// <summary>
/// Who should hold the rights to one SKU: the newsvendor's answer. Each unit goes where it is most likely to be asked for, so that all
/// who want more have the same critical ratio, until that is as high as is worth anything; what is left stays in the pool, which is
/// the shop's. Units that somebody is waiting for come first. What a kit out of contact holds is not talked of: it may have sold it.
/// </summary>
internal static class Allocation
{
    /// <summary>Nobody is given a unit that is asked for less often than this: one who has more runs out one time in fifty.</summary>
    private const double LeastLikely = 0.02;

    /// <summary>A unit moves from one who holds it only to one with whom it is so much more likely to be asked for.</summary>
    private const double Holding = 1.25;

    /// <summary>More likely than anything that is only expected.</summary>
    private const double IsWanted = 4;

    /// <summary>Who has less than its share by no more than this is not topped up yet: each grant is a record in its log.</summary>
    private const double TopUp = 0.1;

    /// <summary>Who has more than its share by less than this is asked for nothing, unless somebody waits.</summary>
    private const double Surplus = 0.25;

    /// <summary>With more units than this they are dealt by the dozen.</summary>
    private const long MostLots = 4_096;

    /// <summary>Decides.</summary>
    /// <param name="participants">The kits in contact that sell it, and the shop with the pool.</param>
    /// <returns>What changes; nothing for most.</returns>
    public static IReadOnlyList<Share> Decide(IReadOnlyList<Participant> participants)
    {
        var supply = participants.Sum(static one => Math.Max(0, one.Held));
        return supply == 0 || participants.All(static one => one.Log == 0) ? [] : Settle(participants, Deal(participants, supply));
    }

    /// <summary>Deals the units one by one, each to the one with whom it is most likely to be asked for.</summary>
    private static Hand[] Deal(IReadOnlyList<Participant> participants, long supply)
    {
        var lot = ((supply - 1) / MostLots) + 1;
        var share = (double)supply / participants.Count;
        var hands = participants.Select(one => new Hand(one, lot, share)).ToArray();
        var next = new PriorityQueue<int, (double Unlikely, double IsEnough, long Has, int Order)>(hands.Length);
        for (var index = 0; index < hands.Length; index++)
        {
            Enqueue(index);
        }

        var pool = participants.Where(static one => one.Log == 0).Sum(static one => Math.Max(0, one.Held));
        for (var left = supply; left > 0 && next.TryDequeue(out var index, out _);)
        {
            var given = Math.Min(lot, left);
            left -= given;
            pool -= hands[index].Take(given, pool);
            Enqueue(index);
        }

        return hands;

        void Enqueue(int index)
        {
            if (hands[index].Likelihood is var likelihood && likelihood >= LeastLikely)
            {
                next.Enqueue(index, (-likelihood, hands[index].IsEnough, hands[index].Target, index));
            }
        }
    }

    private static List<Share> Settle(IReadOnlyList<Participant> participants, Hand[] hands)
    {
        var shares = new List<Share>();
        var (waiting, missing) = (0L, 0L);
        for (var index = 0; index < hands.Length; index++)
        {
            var (one, hand) = (participants[index], hands[index]);
            var worthwhile = hand.IsWaiting || hand.Target - one.Held > hand.Target * TopUp;
            waiting += hand.UnmetWanted;
            missing += worthwhile ? hand.Unmet - hand.UnmetWanted : 0;
            if (one.Log != 0 && hand.FromPool > 0 && worthwhile)
            {
                shares.Add(new Share(one.Log, hand.FromPool, 0));
            }
        }

        // Those with the most beyond their share give first. What somebody waits for is fetched without a margin.
        foreach (var index in Enumerable.Range(0, hands.Length).OrderByDescending(index => participants[index].Held - hands[index].Target))
        {
            var (one, target) = (participants[index], hands[index].Target);
            var surplus = Math.Min(one.Held - target, one.Returnable);
            var asked = Math.Min(surplus, waiting + (one.Held - target >= target * Surplus ? missing : 0));
            if (one.Log == 0 || asked <= 0)
            {
                continue;
            }

            shares.Add(new Share(one.Log, 0, asked));
            missing -= Math.Max(0, asked - waiting);
            waiting = Math.Max(0, waiting - asked);
        }

        return shares;
    }

    /// <summary>What one participant has been dealt.</summary>
    private sealed class Hand
    {
        private readonly Participant _one;
        private Forecast _forecast;

        public Hand(Participant one, long lot, double share)
        {
            // Of one of whom nothing is known yet it is taken that it would sell an equal share; one unit that was asked for weighs as much.
            _one = one;
            _forecast = new Forecast(one.Units + 1, one.Hours + (one.Horizon / share), one.Horizon / lot);
        }

        /// <summary>What it should hold.</summary>
        public long Target { get; private set; }

        /// <summary>What of the pool it takes for that.</summary>
        public long FromPool { get; private set; }

        /// <summary>What it should have and neither holds nor finds in the pool.</summary>
        public long Unmet { get; private set; }

        /// <summary>What of that somebody waits for.</summary>
        public long UnmetWanted => Math.Clamp(_one.Wanted - (_one.Log == 0 ? 0 : Math.Max(0, _one.Held)) - FromPool, 0, Unmet);

        /// <summary>Whether somebody waits for more than it holds.</summary>
        public bool IsWaiting => _one.Wanted > _one.Held;

        /// <summary>How likely the next unit is to be asked for, with a bonus for one that it holds.</summary>
        public double Likelihood =>
            (Target < _one.Wanted ? IsWanted : _forecast.NextIsAskedFor) * (_one.Log != 0 && Target < _one.Held ? Holding : 1);

        /// <summary>Tells those apart with whom the next unit is as good as sold; of those for whom somebody waits none comes first.</summary>
        public double IsEnough => Target < _one.Wanted ? 0 : _forecast.IsEnough;

        /// <summary>Takes some more.</summary>
        /// <returns>How many of them come from the pool.</returns>
        public long Take(long units, long pool)
        {
            var wanted = Target < _one.Wanted;
            var already = _one.Log == 0 ? 0 : Math.Clamp(_one.Held - Target, 0, units);
            var taken = Math.Min(units - already, pool);
            Target += units;
            FromPool += taken;
            Unmet += units - already - taken;
            if (!wanted)
            {
                _forecast.Advance();
            }

            return taken;
        }
    }
}

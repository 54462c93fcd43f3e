namespace EdgeKit.Power.Battery;

/// <summary>What will be drawn, from what was: exponentially weighted over ten minutes and over an hour and a half.</summary>
/// <remarks>The long view is the better guess while the load only wavers; once the short one has stood aside of it for longer than a compressor runs, the load has changed and the short one counts.</remarks>
internal sealed class LoadForecast
{
    private const double LeastSpread = 0.03;
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan WaversFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MostGap = TimeSpan.FromMinutes(2);

    private readonly Average _short = new(Short);
    private readonly Average _long = new(Long);
    private TimeSpan? _at;
    private TimeSpan? _crossedAt;
    private bool _isAbove;

    /// <summary>Drawn from the packs, in W, never below 0; null before the first reading.</summary>
    public double? Watts => _long.Weight > 0 ? (_long.Mean * (1 - Shift)) + (_short.Mean * Shift) : null;

    /// <summary>One standard deviation of <see cref="Watts"/> as the mean of the hours to come, in W.</summary>
    public double Spread
    {
        get
        {
            // A mean over hours varies less than its parts, and no less than people's habits do.
            var drift = Math.Abs(_short.Mean - _long.Mean) * 0.5;
            var noise = _long.Deviation * Math.Sqrt(Short / Long);
            return Math.Sqrt((drift * drift) + (noise * noise) + Math.Pow(LeastSpread * (Watts ?? 0), 2));
        }
    }

    private double Shift
    {
        get
        {
            var usual = Math.Max(_long.Deviation * Math.Sqrt(Short / Long), 0.04 * _long.Mean);
            var stands = usual <= 0 ? 0 : Math.Clamp((Math.Abs(_short.Mean - _long.Mean) / usual) - 1.5, 0, 1);
            return _at is { } now && _crossedAt is { } crossed ? stands * Math.Clamp(((now - crossed) - WaversFor) / Short, 0, 1) : 0;
        }
    }

    /// <summary>So much is drawn now.</summary>
    /// <param name="at">On the monotonic clock.</param>
    /// <param name="watts">Out of the packs; null when nothing good was read: then the forecast stays.</param>
    public void Take(TimeSpan at, double? watts)
    {
        if (watts is not { } known || !double.IsFinite(known) || at <= _at)
        {
            return;
        }

        var took = _at is { } before ? at - before : TimeSpan.FromSeconds(1);
        took = took < MostGap ? took : MostGap;
        _at = at;
        _short.Take(Math.Max(known, 0), took);
        _long.Take(Math.Max(known, 0), took);
        if (_crossedAt is null || _isAbove != _short.Mean > _long.Mean)
        {
            (_crossedAt, _isAbove) = (at, _short.Mean > _long.Mean);
        }
    }

    private sealed class Average(TimeSpan over)
    {
        private double _square;

        public double Weight { get; private set; }

        public double Mean { get; private set; }

        public double Deviation => Math.Sqrt(Math.Max(_square, 0));

        public void Take(double value, TimeSpan took)
        {
            // Divided by the weight so far, so that the first minutes are not drawn towards 0.
            var keep = Math.Exp(-(took / over));
            Weight = (Weight * keep) + (1 - keep);
            var share = (1 - keep) / Weight;
            var off = value - Mean;
            Mean += share * off;
            _square = (1 - share) * (_square + (share * off * off));
        }
    }
}

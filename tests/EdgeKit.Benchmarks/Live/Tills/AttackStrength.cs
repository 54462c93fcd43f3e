namespace EdgeKit.Benchmarks.Live.Tills;

/// <summary>How much harm is done.</summary>
/// <param name="Halves">Half requests in all.</param>
/// <param name="Slow">Connections that ask and never read.</param>
/// <param name="Rude">Requests a second for ranges, queries and names that make no sense.</param>
internal sealed record AttackStrength(int Halves, int Slow, int Rude)
{
    /// <inheritdoc />
    public override string ToString() =>
        FormattableString.Invariant($"{Halves} half requests from {Attack.HalfDevices} devices, {Slow} readers that never read and {Rude} rude requests a second from {Attack.RudeDevices} devices");
}

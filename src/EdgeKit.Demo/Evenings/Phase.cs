using EdgeKit.Demo.Relays;

namespace EdgeKit.Demo.Evenings;

/// <summary>A part of the evening.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Text">What to look at.</param>
/// <param name="Uplink">What is wrong with the uplink in it.</param>
/// <param name="Share">How much of the evening it takes.</param>
internal sealed record Phase(string Title, string Text, RelayFault Uplink, double Share)
{
    /// <summary>The evening until the tablets stop; the shares make one.</summary>
    public static IReadOnlyList<Phase> Evening { get; } =
    [
        new("All is well", "Orders reach the cloud within moments.", RelayFault.None, 0.17),
        new("The uplink is gone", "Selling goes on. Receipts say when the cloud will have them.", RelayFault.Refuse, 0.24),
        new("The uplink is back", "What waited goes up; nobody presses anything.", RelayFault.None, 0.19),
        new("The uplink is half-open", "Connections come about and no byte arrives: the nasty kind of outage.", RelayFault.Hang, 0.22),
        new("The uplink is back", "The kit noticed by itself and sends again what had no answer.", RelayFault.None, 0.18),
    ];

    /// <summary>After the last customer.</summary>
    public static Phase Drain { get; } = new("The tablets stop", "The rest of the log goes up.", RelayFault.None, 0);

    /// <summary>After the comparison.</summary>
    public static Phase Explore { get; } = new("Yours to explore", "o: cut or restore the uplink · h: half-open · Ctrl-C ends everything.", RelayFault.None, 0);
}

using System.Globalization;

namespace EdgeKit.Uplink.Budget;

/// <summary>Bytes over a network interface since the board started (Linux, <c>/sys/class/net/*/statistics</c>).</summary>
internal sealed class InterfaceCounter(string folder)
{
    private long? _last;

    /// <summary>The counter of an interface.</summary>
    public static InterfaceCounter Of(string name) => new($"/sys/class/net/{name}/statistics");

    /// <summary>Bytes since the last time, both ways; 0 the first time, and while the interface is not there.</summary>
    public long Since()
    {
        if (Read() is not { } now)
        {
            return 0;
        }

        // A modem that came back counts from 0.
        var since = _last is { } last ? now >= last ? now - last : now : 0;
        _last = now;
        return since;
    }

    private long? Read()
    {
        try
        {
            return Number("rx_bytes") + Number("tx_bytes");
        }
        catch (IOException)
        {
            // It went away: the modem was pulled out, or is not up yet.
            return null;
        }
    }

    private long Number(string name) => long.Parse(File.ReadAllText(Path.Combine(folder, name)), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}

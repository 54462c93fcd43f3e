using System.Text;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>The layer of the daemon's configuration that provisioning writes.</summary>
internal static class DaemonLayer
{
    public static string Write(string kit, Provision provision, bool listensToAccessPoint)
    {
        var text = new StringBuilder("# Written by 'edgekit provision' at each boot. Change the provisioning file instead.\nkit:\n");
        Key(text, "id", kit);
        Key(text, "name", provision.Name);
        Key(text, "timeZone", provision.TimeZone);
        Key(text, "currency", provision.Currency);
        if (provision.UplinkUrl is { } url)
        {
            text.Append("uplink:\n");
            Key(text, "url", url.OriginalString);
        }

        if (listensToAccessPoint)
        {
            text.Append($"http:\n  listen: ['http://127.0.0.1:8080', 'http://{AccessPoint.Address}']\n");
        }

        return text.Append(provision.Board is { } board ? BoardProfile.Read(board) : "").ToString();
    }

    /// <summary>The market, once the key is where the daemon finds it: laid over the rest last, since only the daemon has the key.</summary>
    public static string? Market(Provision provision) => provision is { MarketId: { } id, MarketKey: not null } ? $"market:\n  id: '{id}'\n" : null;

    private static void Key(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append("  ").Append(key).Append(": '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        }
    }
}

namespace EdgeKit.Contracts.Log;

/// <summary>What a reply is for.</summary>
public enum RsvpList
{
    /// <summary>A place at what the page invites to.</summary>
    Places,

    /// <summary>Goods that are sold out: to hear when there are some.</summary>
    Goods,
}

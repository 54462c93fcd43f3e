namespace EdgeKit.Devices.Gpio;

/// <summary>Which contact of a relay a load hangs on.</summary>
public enum RelayContact
{
    /// <summary>Closed only while the coil has current: the load is off when the daemon or the board fails.</summary>
    NormallyOpen,

    /// <summary>Open only while the coil has current: the load is on when the daemon or the board fails.</summary>
    NormallyClosed,
}

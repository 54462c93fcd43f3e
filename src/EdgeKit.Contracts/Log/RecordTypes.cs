namespace EdgeKit.Contracts.Log;

/// <summary>The kinds of record that this version writes. A reader keeps those it does not know.</summary>
public static class RecordTypes
{
    /// <summary>An order, with how it was paid if it was.</summary>
    public const string OrderAccepted = "OrderAccepted";

    /// <summary>An open order was paid.</summary>
    public const string OrderPaid = "OrderPaid";

    /// <summary>An order, or some of its lines, was taken back before the goods were given.</summary>
    public const string OrderVoided = "OrderVoided";

    /// <summary>Money for an order, or for some of its lines, was given back.</summary>
    public const string OrderRefunded = "OrderRefunded";

    /// <summary>Goods arrived at the stall.</summary>
    public const string StockReceived = "StockReceived";

    /// <summary>Goods at the stall were counted.</summary>
    public const string StockCounted = "StockCounted";

    /// <summary>Selling rights that the cloud granted were seen.</summary>
    public const string GrantAcknowledged = "GrantAcknowledged";

    /// <summary>Selling rights went back to the cloud.</summary>
    public const string GrantReturned = "GrantReturned";

    /// <summary>Selling rights went to another kit.</summary>
    public const string TransferOut = "TransferOut";

    /// <summary>Selling rights came from another kit.</summary>
    public const string TransferIn = "TransferIn";

    /// <summary>The true time of a boot became known.</summary>
    public const string ClockCalibrated = "ClockCalibrated";

    /// <summary>A person looked at what the kit asks to be looked at.</summary>
    public const string CheckRecorded = "CheckRecorded";

    /// <summary>A person asked to be left alone about a check for a while.</summary>
    public const string CheckSnoozed = "CheckSnoozed";

    /// <summary>A device was let in.</summary>
    public const string DevicePaired = "DevicePaired";

    /// <summary>A device was put out.</summary>
    public const string DeviceRevoked = "DeviceRevoked";

    /// <summary>The manager's PIN became another.</summary>
    public const string ManagerPinChanged = "ManagerPinChanged";

    /// <summary>A page of the kit's own became what everybody sees.</summary>
    public const string SitePublished = "SitePublished";

    /// <summary>It is nobody's to see any more.</summary>
    public const string SiteUnpublished = "SiteUnpublished";

    /// <summary>Somebody means to come, or waits for a place or for goods.</summary>
    public const string RsvpMade = "RsvpMade";

    /// <summary>Somebody who waited has a place.</summary>
    public const string RsvpSeated = "RsvpSeated";

    /// <summary>Somebody does not come.</summary>
    public const string RsvpCancelled = "RsvpCancelled";

    /// <summary>Somebody agreed to be written to.</summary>
    public const string ConsentGiven = "ConsentGiven";

    /// <summary>Somebody does not want to be written to any more.</summary>
    public const string ConsentWithdrawn = "ConsentWithdrawn";

    /// <summary>The till was opened, with money in its drawer.</summary>
    public const string TillOpened = "TillOpened";

    /// <summary>The till was closed, and the money in its drawer counted.</summary>
    public const string TillClosed = "TillClosed";
}

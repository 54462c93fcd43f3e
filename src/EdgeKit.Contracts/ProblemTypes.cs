namespace EdgeKit.Contracts;

/// <summary>The kinds of error that a caller may act on.</summary>
public static class ProblemTypes
{
    /// <summary>The body, a member or a parameter is not what it should be.</summary>
    public const string BadRequest = "/problems/bad-request";

    /// <summary>The body is larger than 64 KB.</summary>
    public const string TooLarge = "/problems/too-large";

    /// <summary>The body is of a kind or an encoding that this route does not take.</summary>
    public const string MediaType = "/problems/media-type";

    /// <summary>An <c>Idempotency-Key</c> is missing or malformed.</summary>
    public const string KeyMissing = "/problems/idempotency-key-missing";

    /// <summary>The key was used with another request.</summary>
    public const string KeyReused = "/problems/idempotency-key-reused";

    /// <summary>The first request with this key has not been answered yet.</summary>
    public const string KeyInProgress = "/problems/idempotency-key-in-progress";

    /// <summary>The catalogue does not have the SKU.</summary>
    public const string UnknownSku = "/problems/unknown-sku";

    /// <summary>The SIM's data of this month are kept for orders.</summary>
    public const string DataSpent = "/problems/data-spent";

    /// <summary>Another currency than the kit's.</summary>
    public const string WrongCurrency = "/problems/wrong-currency";

    /// <summary>Something looks like a card number; the kit never stores one.</summary>
    public const string CardNumber = "/problems/card-number";

    /// <summary>Fewer are left than were asked for.</summary>
    public const string OutOfStock = "/problems/out-of-stock";

    /// <summary>The hold is over: it expired, was given up or used up.</summary>
    public const string HoldEnded = "/problems/hold-ended";

    /// <summary>The cart is being paid: its hold stays what it is until it is ordered or released.</summary>
    public const string HoldPaying = "/problems/hold-paying";

    /// <summary>One device, or one cart, asks for more of a SKU than its share.</summary>
    public const string HoldLimit = "/problems/hold-limit";

    /// <summary>The total that the customer was shown is not the catalogue's.</summary>
    public const string PriceChanged = "/problems/price-changed";

    /// <summary>The order does not allow this any more.</summary>
    public const string OrderState = "/problems/order-state";

    /// <summary>The till is open already, or is not open.</summary>
    public const string TillState = "/problems/till-state";

    /// <summary>The reading of a check is outside the plausible range and was not confirmed.</summary>
    public const string CheckOutOfRange = "/problems/check-out-of-range";

    /// <summary>The check is not due, or was snoozed already.</summary>
    public const string CheckState = "/problems/check-state";

    /// <summary>There is no such thing.</summary>
    public const string NotFound = "/problems/not-found";

    /// <summary>It was kept once and is not any more.</summary>
    public const string Gone = "/problems/gone";

    /// <summary>The disk is full: orders are refused until there is space.</summary>
    public const string StorageFull = "/problems/storage-full";

    /// <summary>The disk failed: orders are refused until the ledger has been opened again.</summary>
    public const string StorageFailed = "/problems/storage-failed";

    /// <summary>The disk failed while the request was being written: it may have an effect or none, which its repetition will tell.</summary>
    public const string OutcomeUnknown = "/problems/outcome-unknown";

    /// <summary>Too much at once: try again shortly.</summary>
    public const string Busy = "/problems/busy";

    /// <summary>The kit is shutting down.</summary>
    public const string Stopping = "/problems/stopping";

    /// <summary>The request came for another host, or from another origin.</summary>
    public const string WrongHost = "/problems/wrong-host";

    /// <summary>Records are missing before this batch.</summary>
    public const string SequenceGap = "/problems/sequence-gap";

    /// <summary>The batch does not follow from what the cloud has: the card was cloned or restored.</summary>
    public const string ChainBroken = "/problems/chain-broken";

    /// <summary>The log is frozen, lost or settled, and what was asked is only for one that goes on; or the other way round.</summary>
    public const string LogClosed = "/problems/log-closed";

    /// <summary>No token, or a wrong one.</summary>
    public const string Unauthorized = "/problems/unauthorized";

    /// <summary>The token is not for this.</summary>
    public const string Forbidden = "/problems/forbidden";

    /// <summary>The manager's PIN is needed, or was wrong.</summary>
    public const string PinNeeded = "/problems/pin-needed";

    /// <summary>Nobody has let the device in yet: ask again after the interval (RFC 8628, section 3.5).</summary>
    public const string AuthorizationPending = "/problems/authorization-pending";

    /// <summary>The code is wrong, was used, or its time is over: begin anew.</summary>
    public const string CodeInvalid = "/problems/code-invalid";

    /// <summary>Too many requests: come back after <c>Retry-After</c>.</summary>
    public const string TooManyRequests = "/problems/too-many-requests";

    /// <summary>503: no origin of the stream gives what is asked for.</summary>
    public const string OriginUnavailable = "/problems/origin-unavailable";

    /// <summary>Something went wrong that should not have.</summary>
    public const string Internal = "/problems/internal";
}

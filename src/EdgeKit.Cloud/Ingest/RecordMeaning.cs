using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>What a record says, as far as its own body tells.</summary>
internal abstract record RecordMeaning
{
    private RecordMeaning()
    {
    }

    /// <summary>An order was accepted by this very record.</summary>
    internal sealed record Accepted(OrderAcceptedBody Order) : RecordMeaning;

    /// <summary>The order that record <paramref name="OrderSeq"/> accepted was paid.</summary>
    internal sealed record Paid(long OrderSeq, OrderPaidBody Body) : RecordMeaning;

    /// <summary>The order that record <paramref name="OrderSeq"/> accepted was voided or refunded, or some of it.</summary>
    internal sealed record TakenBack(long OrderSeq, OrderTakenBackBody Body) : RecordMeaning;

    /// <summary>Goods arrived.</summary>
    internal sealed record Received(StockReceivedBody Body) : RecordMeaning;

    /// <summary>Goods were counted.</summary>
    internal sealed record Counted(StockCountedBody Body) : RecordMeaning;

    /// <summary>The kit saw what it was granted.</summary>
    internal sealed record GrantSeen(GrantAcknowledgedBody Body) : RecordMeaning;

    /// <summary>Rights went back.</summary>
    internal sealed record GivenBack(GrantReturnedBody Body) : RecordMeaning;

    /// <summary>Rights went to another kit.</summary>
    internal sealed record SentOn(TransferOutBody Body) : RecordMeaning;

    /// <summary>Rights came from another kit.</summary>
    internal sealed record TakenIn(TransferInBody Body) : RecordMeaning;

    /// <summary>Nothing that orders or stock follow from.</summary>
    internal sealed record Nothing : RecordMeaning;

    /// <summary>It cannot be understood.</summary>
    internal sealed record Unclear(string Why) : RecordMeaning;
}

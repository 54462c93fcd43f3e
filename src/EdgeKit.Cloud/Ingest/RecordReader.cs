using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Cloud.Access;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>Says what a record means. Whatever it holds, there is an answer: one that cannot be understood is set aside.</summary>
internal static class RecordReader
{
    /// <summary>More than there ever is of anything, and little enough that no sum of them overflows.</summary>
    private const long MostEver = 1_000_000_000_000;

    /// <summary>Reads one record of <paramref name="incarnation"/>.</summary>
    /// <param name="incarnation">Of which log.</param>
    /// <param name="record">What to read.</param>
    /// <param name="order">The order that its body was written from, where that is known.</param>
    public static RecordMeaning Read(Guid incarnation, LogRecord record, OrderAcceptedBody? order = null)
    {
        try
        {
            return record.Type switch
            {
                RecordTypes.OrderAccepted => Accepted(incarnation, record, order),
                RecordTypes.OrderPaid => Paid(incarnation, record),
                RecordTypes.OrderVoided => TakenBack(incarnation, record, OrderStatus.Voided),
                RecordTypes.OrderRefunded => TakenBack(incarnation, record, OrderStatus.Refunded),
                RecordTypes.StockReceived => Received(record),
                RecordTypes.StockCounted => Counted(record),
                RecordTypes.GrantAcknowledged => GrantSeen(record),
                RecordTypes.GrantReturned => GivenBack(record),
                RecordTypes.TransferOut => SentOn(record),
                RecordTypes.TransferIn => TakenIn(record),
                RecordTypes.CheckRecorded => Understood(record, ContractsJson.Default.CheckRecordedBody),
                RecordTypes.CheckSnoozed => Understood(record, ContractsJson.Default.CheckSnoozedBody),
                RecordTypes.ConsentGiven => Understood(record, ContractsJson.Default.ConsentGivenBody),
                RecordTypes.ConsentWithdrawn => Understood(record, ContractsJson.Default.ConsentWithdrawnBody),
                RecordTypes.RsvpCancelled => Understood(record, ContractsJson.Default.RsvpCancelledBody),
                RecordTypes.RsvpMade => Understood(record, ContractsJson.Default.RsvpMadeBody),
                RecordTypes.RsvpSeated => Understood(record, ContractsJson.Default.RsvpSeatedBody),
                RecordTypes.SitePublished => Understood(record, ContractsJson.Default.SitePublishedBody),
                RecordTypes.SiteUnpublished => Understood(record, ContractsJson.Default.SiteUnpublishedBody),
                RecordTypes.DevicePaired => Understood(record, ContractsJson.Default.DevicePairedBody),
                RecordTypes.DeviceRevoked => Understood(record, ContractsJson.Default.DeviceRevokedBody),
                RecordTypes.TillOpened => Understood(record, ContractsJson.Default.TillOpenedBody),
                RecordTypes.TillClosed => Understood(record, ContractsJson.Default.TillClosedBody),
                RecordTypes.ManagerPinChanged => Understood(record, ContractsJson.Default.ManagerPinChangedBody),
                RecordTypes.ClockCalibrated => new RecordMeaning.Nothing(),
                _ => Unclear($"the type {record.Type} is not known"),
            };
        }
        catch (JsonException exception)
        {
            return Unclear($"the body is not what {record.Type} has: {(exception.Path ?? "$").Replace('\0', ' ')}");
        }
    }

    private static RecordMeaning Accepted(Guid incarnation, LogRecord record, OrderAcceptedBody? known)
    {
        // Of a compact batch it has the id that follows from its place.
        var order = known ?? OrderJson.Read(record.Body.Span);
        if (known is null && order.OrderId != OrderIds.Of(incarnation, record.Seq))
        {
            return Unclear("the order's id is not the one of its record");
        }

        if (order.Status is not (OrderStatus.Open or OrderStatus.Paid))
        {
            return Unclear("an order is accepted open or paid");
        }

        if (order.Lines.Count == 0 || order.Lines.Any(static line => line is null || !Names.IsSku(line.Sku) || line.Quantity <= 0))
        {
            return Unclear("the order has a line without a SKU or a quantity");
        }

        return Names.IsCurrency(order.Total.Currency) && order.Lines.All(line => line.Price.Currency == order.Total.Currency)
            ? new RecordMeaning.Accepted(order)
            : Unclear("the order has no currency, or several");
    }

    private static RecordMeaning Paid(Guid incarnation, LogRecord record)
    {
        var body = Body(record, ContractsJson.Default.OrderPaidBody);
        return OrderSeq(incarnation, record, body.OrderId) is { } seq
            ? new RecordMeaning.Paid(seq, body)
            : Unclear("the order is not one of this log");
    }

    private static RecordMeaning TakenBack(Guid incarnation, LogRecord record, OrderStatus fully)
    {
        var body = Body(record, ContractsJson.Default.OrderTakenBackBody);
        if (OrderSeq(incarnation, record, body.OrderId) is not { } seq)
        {
            return Unclear("the order is not one of this log");
        }

        // Voiding what is left of an order that was partly refunded leaves it refunded.
        if (body.Status is not (OrderStatus.Open or OrderStatus.Paid or OrderStatus.Refunded) && body.Status != fully)
        {
            return Unclear($"{record.Type} leaves no order {body.Status}");
        }

        return body.Lines.Count > 0 && body.Lines.All(static line => line is { Quantity: > 0 } && Names.IsSku(line.Sku))
            ? new RecordMeaning.TakenBack(seq, body)
            : Unclear("something is taken back without a SKU or a quantity");
    }

    private static RecordMeaning Received(LogRecord record)
    {
        var body = Body(record, ContractsJson.Default.StockReceivedBody);
        return Names.IsSku(body.Sku) && body.Quantity > 0 ? new RecordMeaning.Received(body) : Unclear("something is received without a SKU or a quantity");
    }

    private static RecordMeaning Counted(LogRecord record)
    {
        var body = Body(record, ContractsJson.Default.StockCountedBody);
        return Names.IsSku(body.Sku) && body.Counted >= 0 && body.Difference > int.MinValue
            ? new RecordMeaning.Counted(body)
            : Unclear("something is counted without a SKU or a number");
    }

    private static RecordMeaning GrantSeen(LogRecord record)
    {
        var body = Body(record, ContractsJson.Default.GrantAcknowledgedBody);
        return Names.IsSku(body.Sku) && body.Granted is >= 0 and <= MostEver
            ? new RecordMeaning.GrantSeen(body)
            : Unclear("a grant is acknowledged without a SKU or a quantity");
    }

    private static RecordMeaning GivenBack(LogRecord record)
    {
        var body = Body(record, ContractsJson.Default.GrantReturnedBody);
        return Names.IsSku(body.Sku) && body.Quantity is > 0 and <= MostEver && body.Returned >= body.Quantity && body.Returned <= MostEver
            ? new RecordMeaning.GivenBack(body)
            : Unclear("rights go back without a SKU or a quantity");
    }

    private static RecordMeaning SentOn(LogRecord record)
    {
        var body = Body(record, ContractsJson.Default.TransferOutBody);
        return Names.IsSku(body.Sku) && body.Quantity is > 0 and <= MostEver && Names.IsKit(body.Kit)
            ? new RecordMeaning.SentOn(body)
            : Unclear("a transfer goes out without a SKU, a quantity or a kit");
    }

    private static RecordMeaning TakenIn(LogRecord record)
    {
        var body = Body(record, ContractsJson.Default.TransferInBody);
        return Names.IsSku(body.Sku) && body.Quantity is > 0 and <= MostEver && Names.IsKit(body.Kit)
            ? new RecordMeaning.TakenIn(body)
            : Unclear("a transfer comes in without a SKU, a quantity or a kit");
    }

    private static RecordMeaning.Nothing Understood<T>(LogRecord record, JsonTypeInfo<T> type)
        where T : class
    {
        Body(record, type);
        return new RecordMeaning.Nothing();
    }

    /// <summary>An order is older than what happens to it.</summary>
    private static long? OrderSeq(Guid incarnation, LogRecord record, Guid orderId) =>
        OrderIds.SeqOf(incarnation, orderId) is { } seq && seq < record.Seq ? seq : null;

    private static T Body<T>(LogRecord record, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(record.Body.Span, type) ?? throw new JsonException("The body is null.");

    private static RecordMeaning.Unclear Unclear(string why) => new(why);
}

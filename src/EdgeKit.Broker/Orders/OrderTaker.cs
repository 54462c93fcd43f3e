using System.Buffers;
using System.Text.Json;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Topics;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Requests;
using Microsoft.AspNetCore.Http;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Orders;

/// <summary>
/// Orders over MQTT: the body of <c>POST /api/v1/orders</c>, by the same rules and with the same limits. The message is acknowledged once the
/// order is on the disk; one that comes again with its key brings the same receipt and no second order.
/// </summary>
internal sealed class OrderTaker(IOrderDesk desk, ITokenDoor door, KitTopics topics, KitOptions kit) : IMessageTaker
{
    /// <inheritdoc />
    public bool Takes(string topic) => topics.DeviceOf(topic) is { } device && string.Equals(topic, topics.OrdersOf(device), StringComparison.Ordinal);

    /// <inheritdoc />
    public async ValueTask<Taking> TakeAsync(DeviceMessage message, CancellationToken cancellationToken)
    {
        var body = message.Payload.ToArray();
        var problem = Check(message) ?? RequestBody.Check(body, kit.Currency);
        var key = message.Property(OrderKey.Property) ?? (problem is null ? OrderKey.In(body) : null);
        OrderReceipt? receipt = null;
        if (problem is null)
        {
            var (submission, wrong) = RequestBody.Parse(body, ContractsJson.Default.OrderSubmission);
            (receipt, problem) = submission is null ? (null, wrong) : await desk.SubmitAsync(key, submission, message.From.By, cancellationToken);
        }

        var answer = JsonSerializer.SerializeToUtf8Bytes(new OrderAnswer(key, receipt, problem?.Problem), BrokerJson.Default.OrderAnswer);
        return new Taking(problem is null ? MqttPubAckReasonCode.Success : ReasonOf(problem.Problem.Status), problem?.Problem.Detail ?? problem?.Problem.Title, IsPassedOn: false)
        {
            Answers = [.. TopicsFor(message).Select(topic => new StallMessage(topic, answer, "application/json", IsCertain: true, Correlation: message.Correlation))],
        };
    }

    private static MqttPubAckReasonCode ReasonOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => MqttPubAckReasonCode.NotAuthorized,
        StatusCodes.Status429TooManyRequests => MqttPubAckReasonCode.QuotaExceeded,
        >= 500 => MqttPubAckReasonCode.UnspecifiedError,
        StatusCodes.Status400BadRequest => MqttPubAckReasonCode.PayloadFormatInvalid,
        _ => MqttPubAckReasonCode.ImplementationSpecificError,
    };

    private ProblemResult? Check(DeviceMessage message) =>
        !message.IsCertain ? Problems.BadRequest("qos", "An order needs QoS 1: without it nobody tells whether it arrived.")
        : message.IsRetained ? Problems.BadRequest("retain", "An order is not retained.")
        : message.Payload.Length > RequestBody.MaxLength ? Problems.Of(ProblemTypes.TooLarge, "The order is too large", StatusCodes.Status400BadRequest, $"An order has at most {RequestBody.MaxLength} bytes.")
        : door.Take(message.From) is not null ? Problems.Of(ProblemTypes.TooManyRequests, "Too many requests", StatusCodes.Status429TooManyRequests, "Come back a little later.")
        : null;

    // Where it asks to be answered only if that is its own: nobody makes the kit speak in another's folder.
    private IEnumerable<string> TopicsFor(DeviceMessage message)
    {
        var folder = KitTopics.FolderOf(message.From);
        var usual = topics.AnswersTo(folder);
        yield return usual;
        if (message.ResponseTopic is { } asked
            && TopicFilters.IsTopic(asked)
            && string.Equals(topics.DeviceOf(asked), folder, StringComparison.Ordinal)
            && !string.Equals(asked, usual, StringComparison.Ordinal)
            && !Takes(asked))
        {
            yield return asked;
        }
    }
}

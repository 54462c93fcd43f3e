using System.Buffers;
using System.Text.Json;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Power;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Victron;

/// <summary>
/// Hears a GX device's readings. The battery's charge decides what the kit sheds and when it shuts down, so only the device that the
/// configuration names is believed; others may not say such things at all.
/// </summary>
internal sealed class VictronTaker(BrokerOptions options, OutsideReadings readings) : IMessageTaker
{
    private const int LongestPayload = 1024;

    /// <inheritdoc />
    public bool Takes(string topic) => topic.StartsWith(VictronTopics.Notifications, StringComparison.Ordinal);

    /// <inheritdoc />
    public ValueTask<Taking> TakeAsync(DeviceMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(Decide(message));

    private Taking Decide(DeviceMessage message)
    {
        if (options.Victron is not { } victron || !string.Equals(KitTopics.FolderOf(message.From), victron.Device, StringComparison.Ordinal))
        {
            return Taking.Refused(MqttPubAckReasonCode.NotAuthorized, "Only the device that mqtt.victron names may say what a GX device says.");
        }

        if (message.IsRetained)
        {
            // A value of before looks like one of now.
            return Taking.Refused(MqttPubAckReasonCode.ImplementationSpecificError, "Readings are not retained.");
        }

        if (VictronTopics.Parse(message.Topic, victron.Portal) is not var (device, quantity, channel))
        {
            return Taking.PassedOn;
        }

        if (!TryValue(message.Payload, out var value))
        {
            return Taking.Refused(MqttPubAckReasonCode.PayloadFormatInvalid, "Expected {\"value\": a number or null}.");
        }

        return readings.Note(device, quantity, channel, value)
            ? Taking.PassedOn
            : Taking.Refused(MqttPubAckReasonCode.QuotaExceeded, $"Readings of {OutsideReadings.MostDevices} devices are kept at the most.");
    }

    private static bool TryValue(ReadOnlySequence<byte> payload, out double? value)
    {
        value = null;
        if (payload.Length > LongestPayload)
        {
            return false;
        }

        if (payload.IsEmpty)
        {
            // The device is gone from the GX.
            return true;
        }

        try
        {
            using var json = JsonDocument.Parse(payload);
            if (json.RootElement.ValueKind is not JsonValueKind.Object || !json.RootElement.TryGetProperty("value", out var member))
            {
                return false;
            }

            value = member.ValueKind is JsonValueKind.Number && member.TryGetDouble(out var number) ? number : null;
            return value is not null || member.ValueKind is JsonValueKind.Null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Text.Json.Serialization;
using EdgeKit.Broker.HomeAssistant;
using EdgeKit.Broker.Orders;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Telling;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Broker;

/// <summary>What the module keeps and says, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(CamelCase<OrderStatus>), typeof(CamelCase<PromiseState>)])]
[JsonSerializable(typeof(IReadOnlyList<Announced>))]
[JsonSerializable(typeof(IReadOnlyList<KeptMessage>))]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(QueueView))]
internal sealed partial class BrokerJson : JsonSerializerContext;

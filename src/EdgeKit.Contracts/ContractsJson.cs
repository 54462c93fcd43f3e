using System.Text.Json.Serialization;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Live;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Provisioning;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Till;
using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Contracts;

/// <summary>Everything here as JSON: camelCase, nothing for null, and a member that is there twice, or that must be there and is missing or null, is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(CamelCase<CheckState>), typeof(CamelCase<ClockState>), typeof(CamelCase<DoctorState>), typeof(CamelCase<HoldState>), typeof(CamelCase<OrderStatus>), typeof(CamelCase<PaymentMethod>),
        typeof(CamelCase<PowerSource>), typeof(CamelCase<PowerStage>), typeof(CamelCase<PromiseState>), typeof(CamelCase<ReadingQuality>), typeof(CamelCase<Role>), typeof(CamelCase<RsvpList>), typeof(CamelCase<SensorState>), typeof(CamelCase<ShutdownStepState>), typeof(CamelCase<SourceKind>), typeof(CamelCase<TileLight>), typeof(CamelCase<TransferDirection>), typeof(CamelCase<UplinkState>),
    ],
    MaxDepth = 16)]
[JsonSerializable(typeof(ButtonView))]
[JsonSerializable(typeof(CallerView))]
[JsonSerializable(typeof(CatalogDelta))]
[JsonSerializable(typeof(CatalogImport))]
[JsonSerializable(typeof(CatalogImportReport))]
[JsonSerializable(typeof(CatalogItem))]
[JsonSerializable(typeof(CatalogSnapshot))]
[JsonSerializable(typeof(CheckRecorded))]
[JsonSerializable(typeof(CheckRecordedBody))]
[JsonSerializable(typeof(CheckSnooze))]
[JsonSerializable(typeof(CheckSnoozed))]
[JsonSerializable(typeof(CheckSnoozedBody))]
[JsonSerializable(typeof(CheckSubmission))]
[JsonSerializable(typeof(CheckView))]
[JsonSerializable(typeof(ChecksView))]
[JsonSerializable(typeof(ClockCalibratedBody))]
[JsonSerializable(typeof(ConsoleView))]
[JsonSerializable(typeof(ConsentGivenBody))]
[JsonSerializable(typeof(ConsentWithdrawnBody))]
[JsonSerializable(typeof(DevicePairedBody))]
[JsonSerializable(typeof(DeviceRevokedBody))]
[JsonSerializable(typeof(IReadOnlyList<DeviceView>))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(DownFeed))]
[JsonSerializable(typeof(GrantAcknowledgedBody))]
[JsonSerializable(typeof(GrantReturnedBody))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(HoldView))]
[JsonSerializable(typeof(IReadOnlyList<HoldView>))]
[JsonSerializable(typeof(Invite))]
[JsonSerializable(typeof(InviteClaim))]
[JsonSerializable(typeof(InviteRequest))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(ManagerPinChangedBody))]
[JsonSerializable(typeof(MarketBeacon))]
[JsonSerializable(typeof(MarketTransfer))]
[JsonSerializable(typeof(MarketView))]
[JsonSerializable(typeof(OrderAcceptedBody))]
[JsonSerializable(typeof(OrderChange))]
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(OrderPaidBody))]
[JsonSerializable(typeof(OrderReceipt))]
[JsonSerializable(typeof(OrderSubmission))]
[JsonSerializable(typeof(OrderTakenBackBody))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(PairedDevice))]
[JsonSerializable(typeof(PairingApproval))]
[JsonSerializable(typeof(PairingClaim))]
[JsonSerializable(typeof(PairingOffer))]
[JsonSerializable(typeof(PairingRequest))]
[JsonSerializable(typeof(PayRequest))]
[JsonSerializable(typeof(PinChange))]
[JsonSerializable(typeof(PowerView))]
[JsonSerializable(typeof(RehearsalView))]
[JsonSerializable(typeof(RightsReport))]
[JsonSerializable(typeof(SecurityView))]
[JsonSerializable(typeof(SensorsReport))]
[JsonSerializable(typeof(PeerStock))]
[JsonSerializable(typeof(PendingTransfer))]
[JsonSerializable(typeof(PolicyPreview))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ProvisionReport))]
[JsonSerializable(typeof(PushAnswer))]
[JsonSerializable(typeof(RsvpCancelledBody))]
[JsonSerializable(typeof(RsvpMadeBody))]
[JsonSerializable(typeof(RsvpSeatedBody))]
[JsonSerializable(typeof(SensorsView))]
[JsonSerializable(typeof(SitePublishedBody))]
[JsonSerializable(typeof(SiteUnpublishedBody))]
[JsonSerializable(typeof(StockChange))]
[JsonSerializable(typeof(StockChanged))]
[JsonSerializable(typeof(StockCountedBody))]
[JsonSerializable(typeof(StockLevel))]
[JsonSerializable(typeof(IReadOnlyList<StockLevel>))]
[JsonSerializable(typeof(StockReceivedBody))]
[JsonSerializable(typeof(StockRights))]
[JsonSerializable(typeof(TakeBackRequest))]
[JsonSerializable(typeof(TillBasket))]
[JsonSerializable(typeof(TillBasketHeld))]
[JsonSerializable(typeof(TillClosedBody))]
[JsonSerializable(typeof(TillClosing))]
[JsonSerializable(typeof(TillDay))]
[JsonSerializable(typeof(TillOpenedBody))]
[JsonSerializable(typeof(TillOpening))]
[JsonSerializable(typeof(TillReport))]
[JsonSerializable(typeof(Transfer))]
[JsonSerializable(typeof(TransferAnswer))]
[JsonSerializable(typeof(TransferInBody))]
[JsonSerializable(typeof(TransferOutBody))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(TransferSubmission))]
[JsonSerializable(typeof(KitTelemetry))]
[JsonSerializable(typeof(UplinkView))]
public sealed partial class ContractsJson : JsonSerializerContext;

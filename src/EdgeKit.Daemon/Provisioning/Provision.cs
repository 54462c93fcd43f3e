namespace EdgeKit.Daemon.Provisioning;

/// <summary>What a kit is provisioned with; null for what nobody said. Kept as JSON.</summary>
/// <param name="Id">The kit's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="TimeZone">Of the IANA list.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Country">ISO 3166, for the radio's rules.</param>
/// <param name="AccessPoint">The kit's own network.</param>
/// <param name="Networks">Networks that it joins.</param>
/// <param name="UplinkUrl">The cloud.</param>
/// <param name="UplinkToken">What <c>edgekit-cloud kit add</c> printed.</param>
/// <param name="MarketId">The market whose kits help each other out.</param>
/// <param name="MarketKey">What <c>edgekit market key</c> wrote.</param>
/// <param name="SetupCode">Lets the first owner in.</param>
/// <param name="Board">The profile of the power board.</param>
/// <param name="Daemon">Sections of the daemon's configuration, as JSON.</param>
/// <param name="MadeId">The id it has without one.</param>
/// <param name="MadePassphrase">The passphrase its access point has without one.</param>
/// <param name="MadeSetupCode">The setup code it has without one.</param>
internal sealed record Provision(
    string? Id = null,
    string? Name = null,
    string? TimeZone = null,
    string? Currency = null,
    string? Country = null,
    AccessPoint? AccessPoint = null,
    IReadOnlyList<WifiNetwork>? Networks = null,
    Uri? UplinkUrl = null,
    string? UplinkToken = null,
    string? MarketId = null,
    string? MarketKey = null,
    string? SetupCode = null,
    string? Board = null,
    string? Daemon = null,
    string? MadeId = null,
    string? MadePassphrase = null,
    string? MadeSetupCode = null);

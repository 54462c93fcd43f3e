namespace EdgeKit.Contracts.Provisioning;

/// <summary>What <c>edgekit provision</c> made of the provisioning file: <c>/run/edgekit-provision/report.json</c>.</summary>
/// <param name="File">The provisioning file.</param>
/// <param name="Found">Whether it was there.</param>
/// <param name="Kit">The kit's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Applied">What holds, a line each in plain words, without secrets.</param>
/// <param name="Faults">What is wrong, each with its file and line and what was expected.</param>
/// <param name="Ssid">The access point's name; null if there is none.</param>
/// <param name="Address">Where the page is for who is in the access point's network.</param>
/// <param name="Board">The profile of the power board.</param>
public sealed record ProvisionReport(
    string File,
    bool Found,
    string Kit,
    string Name,
    IReadOnlyList<string> Applied,
    IReadOnlyList<string> Faults,
    string? Ssid = null,
    string? Address = null,
    string? Board = null);

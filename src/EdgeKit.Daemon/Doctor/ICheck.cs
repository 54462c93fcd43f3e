using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Looks at one part of the kit. It changes nothing there, and may hang: the examination goes on without it.</summary>
internal interface ICheck
{
    /// <summary>What it looks at, as its items are called.</summary>
    string Name { get; }

    /// <summary>How long it may take.</summary>
    TimeSpan Patience { get; }

    /// <summary>Looks.</summary>
    /// <returns>One item or several, the worst of them first.</returns>
    Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken);
}

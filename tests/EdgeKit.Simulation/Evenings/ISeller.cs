namespace EdgeKit.Simulation.Evenings;

/// <summary>A way to sell one stock at many places.</summary>
internal interface ISeller
{
    /// <summary>What it is called in a table.</summary>
    string Name { get; }

    /// <summary>The kits are switched on; all reach the cloud.</summary>
    Task StartAsync(EveningPlan plan, CancellationToken cancellationToken);

    /// <summary>Something happened; time has gone on to then.</summary>
    Task HappenAsync(EveningEvent happened, CancellationToken cancellationToken);

    /// <summary>Somebody wants to buy.</summary>
    /// <returns>Whether it was sold.</returns>
    Task<bool> SellAsync(EveningEvent.Demand demand, CancellationToken cancellationToken);
}

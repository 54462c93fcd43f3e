using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>Databases of one cluster.</summary>
public sealed class PostgresSource(PostgresCluster cluster) : StoreSource
{
    private static int _made;

    public override Task<string> NewAsync(CancellationToken cancellationToken) => CreateAsync("template1", cancellationToken);

    public override Task<string> CopyAsync(string address, CancellationToken cancellationToken) =>
        CreateAsync(new Uri(address).AbsolutePath.TrimStart('/'), cancellationToken);

    [SuppressMessage("Security", "CA2100", Justification = "Names cannot be parameters, and these are the test's own.")]
    private async Task<string> CreateAsync(string template, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"cloud{Interlocked.Increment(ref _made)}");
        var socket = await cluster.StartedAsync(cancellationToken);
        await using var connection = new NpgsqlConnection($"Host={socket};Username=edgekit;Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {template}";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return $"postgres://edgekit@localhost/{name}?host={Uri.EscapeDataString(socket)}&maxpoolsize=20";
    }
}

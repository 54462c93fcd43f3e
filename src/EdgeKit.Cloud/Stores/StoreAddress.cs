using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace EdgeKit.Cloud.Stores;

/// <summary>What <c>--store</c> says: <c>sqlite:DIR</c> or <c>postgres://user@host:port/database</c>.</summary>
internal static class StoreAddress
{
    /// <summary>Where a cloud keeps its data when nobody says otherwise.</summary>
    public const string Default = "sqlite:cloud-data";

    private const string Sqlite = "sqlite:";

    /// <summary>Makes the store that <paramref name="address"/> names.</summary>
    /// <param name="address">The address.</param>
    /// <param name="store">Not open yet.</param>
    /// <param name="error">What is wrong with the address.</param>
    public static bool TryMake(string address, [NotNullWhen(true)] out IStore? store, [NotNullWhen(false)] out string? error)
    {
        (store, error) = (null, null);
        if (address.StartsWith(Sqlite, StringComparison.Ordinal) && address.Length > Sqlite.Length)
        {
            store = new SqliteStore(address[Sqlite.Length..]);
        }
        else if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql")
        {
            store = TryConnectionString(uri, out var connectionString, out error) ? new PostgresStore(connectionString) : null;
        }
        else
        {
            error = $"'{address}' is no store: use sqlite:DIR or postgres://user@host:port/database.";
        }

        return store is not null;
    }

    private static bool TryConnectionString(
        Uri uri, [NotNullWhen(true)] out string? connectionString, [NotNullWhen(false)] out string? error)
    {
        (connectionString, error) = (null, null);
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length == 0 ? "localhost" : uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = user[0].Length == 0 ? null : Uri.UnescapeDataString(user[0]),
            Password = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : null,
            ApplicationName = "edgekit-cloud",
            MaxAutoPrepare = 40,
            Timeout = 5,
            CommandTimeout = 20,
        };
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            if (!TryOption(builder, parts[0], value))
            {
                error = $"The store's option '{pair}' is not known: use host, sslmode, sslrootcert or maxpoolsize.";
                return false;
            }
        }

        connectionString = builder.ConnectionString;
        return true;
    }

    private static bool TryOption(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "host":
                builder.Host = value;
                return value.Length > 0;
            case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode):
                builder.SslMode = mode;
                return true;
            case "sslrootcert":
                builder.RootCertificate = value;
                return value.Length > 0;
            case "maxpoolsize" when int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var size) && size is > 0 and <= 1000:
                builder.MaxPoolSize = size;
                return true;
            default:
                return false;
        }
    }
}

using System.CommandLine;
using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Commands;

/// <summary><c>--store</c>, which every command takes.</summary>
internal static class StoreOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string> Make() => new("--store")
    {
        Description = "Where to keep everything: sqlite:DIR, or postgres://user@host:port/database (the password from PGPASSWORD or PGPASSFILE).",
        DefaultValueFactory = static _ => StoreAddress.Default,
    };

    /// <summary>Opens the store that was named.</summary>
    /// <exception cref="UsageException">It names none.</exception>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static async Task<IStore> OpenAsync(string address, CancellationToken cancellationToken)
    {
        if (!StoreAddress.TryMake(address, out var store, out var error))
        {
            throw new UsageException(error);
        }

        try
        {
            await store.OpenAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }
}

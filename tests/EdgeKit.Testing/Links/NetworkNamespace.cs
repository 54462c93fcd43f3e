using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Testing.Links;

/// <summary>A network of its own on this machine: processes and sockets in it see its interfaces only.</summary>
public sealed partial class NetworkNamespace
{
    private const int NewNetwork = 0x40000000;

    internal NetworkNamespace(string name) => Name = name;

    /// <summary>Its name, as <c>ip netns exec NAME</c> takes it.</summary>
    public string Name { get; }

    /// <summary>What to put before a command line so that the process runs in here, under the same process id.</summary>
    public IReadOnlyList<string> CommandPrefix => ["ip", "netns", "exec", Name];

    /// <summary>Makes a TCP socket that belongs to this network, whichever thread uses it.</summary>
    public Socket OpenTcpSocket()
    {
        Socket? socket = null;
        Exception? failure = null;

        // A thread enters the network and ends there; the socket it made stays.
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException($"cannot make a socket in the network namespace {Name}", failure);
    }

    /// <summary>An HTTP handler whose connections start in this network.</summary>
    public SocketsHttpHandler CreateHttpHandler() => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = OpenTcpSocket();
            try
            {
                socket.NoDelay = true;
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private void Enter()
    {
        using var file = File.OpenHandle($"/run/netns/{Name}");
        if (SetNamespace(file, NewNetwork) < 0)
        {
            var error = new Win32Exception(Marshal.GetLastPInvokeError());
            throw new IOException($"cannot enter the network namespace {Name}: {error.Message}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle file, int kind);
}

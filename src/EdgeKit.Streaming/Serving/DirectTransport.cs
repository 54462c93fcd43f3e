using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeKit.Streaming.Serving;

/// <summary>Puts a <see cref="DirectOutput"/> under every connection of a listener. A transport without a socket keeps its own.</summary>
internal static class DirectTransport
{
    public static void Use(ListenOptions listen) => listen.Use(static next => async connection =>
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            await next(connection);
            return;
        }

        var before = connection.Transport;
        using var output = new DirectOutput(socket);
        connection.Transport = new Duplex(before.Input, output);
        connection.Features.Set(output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = before;
        }
    });

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

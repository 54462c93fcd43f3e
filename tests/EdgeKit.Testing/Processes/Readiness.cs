using System.Net.Sockets;

namespace EdgeKit.Testing.Processes;

/// <summary>Waits for programs that have no other way to say that they are ready than to answer.</summary>
public static class Readiness
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>How long anything may take before it counts as hanging.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Returns once <paramref name="path"/> answers 200.</summary>
    /// <exception cref="InvalidOperationException">The program ended before; the message holds what it printed.</exception>
    public static Task WaitAsync(ChildProcess child, HttpClient http, string path, CancellationToken cancellationToken) =>
        WaitUntilAsync(
            async token =>
            {
                if (child.HasExited)
                {
                    await child.WaitForExitAsync(token);
                    throw new InvalidOperationException($"It ended with {child.ExitCode} before it was ready:\n{child.Output}");
                }

                return await AnswersAsync(http, path, token);
            },
            () => $"{http.BaseAddress}{path} gave no 200; it printed:\n{child.Output}",
            cancellationToken);

    /// <summary>Returns once <paramref name="isTrue"/>, looked at again and again.</summary>
    /// <exception cref="TimeoutException">It did not become so in <see cref="Patience"/>; <paramref name="otherwise"/> says what that means.</exception>
    public static async Task WaitUntilAsync(
        Func<CancellationToken, Task<bool>> isTrue, Func<string> otherwise, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue(cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(started) > (patience ?? Patience))
            {
                throw new TimeoutException(otherwise());
            }

            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException or IOException)
        {
            return false;
        }
    }
}

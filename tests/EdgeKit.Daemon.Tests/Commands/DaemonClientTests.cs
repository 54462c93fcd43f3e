using EdgeKit.Daemon.Commands;

namespace EdgeKit.Daemon.Tests.Commands;

public sealed class DaemonClientTests
{
    [Theory]
    [InlineData("http://10.43.0.1:80 http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("https://127.0.0.1:8443 http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://10.43.0.1:80 https://[::1]:8443", "https://[::1]:8443/")]
    [InlineData("http://10.43.0.1:80 http://0.0.0.0:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://10.43.0.1:80", "http://10.43.0.1/")]
    public void A_command_goes_where_it_needs_no_token(string addresses, string nearest) => Assert.Equal(nearest, DaemonClient.Nearest(addresses.Split(' ')).ToString());
}

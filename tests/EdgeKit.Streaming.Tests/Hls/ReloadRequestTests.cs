using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Tests.Hls;

public sealed class ReloadRequestTests
{
    [Theory]
    [InlineData("", null, null, false)]
    [InlineData("?", null, null, false)]
    [InlineData("?token=a&_HLS_other=1&&=", null, null, false)]
    [InlineData("?_HLS_msn=273", 273L, null, false)]
    [InlineData("_HLS_msn=273&a=b&_HLS_part=3&_HLS_skip=YES", 273L, 3, true)]
    [InlineData("?_HLS_skip=v2", null, null, true)]
    [InlineData("?_HLS_skip=NO", null, null, false)]
    [InlineData("?_HLS_part=0", null, 0, false)]
    [InlineData("?_HLS_msn=9007199254740992", 9007199254740992L, null, false)]
    [InlineData("?_HLS_msn=007", 7L, null, false)]
    public void Directives_are_read(string query, long? msn, int? part, bool skip)
    {
        Assert.Equal(new ReloadRequest(msn, part, skip), ReloadRequest.TryRead(query, out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("?_HLS_msn=1&_HLS_msn=1")]
    [InlineData("?_HLS_part=1&_HLS_part=2")]
    [InlineData("?_HLS_skip=YES&_HLS_skip=YES")]
    [InlineData("?_HLS_msn=-1")]
    [InlineData("?_HLS_msn=+1")]
    [InlineData("?_HLS_msn=")]
    [InlineData("?_HLS_msn")]
    [InlineData("?_HLS_msn=1.5")]
    [InlineData("?_HLS_msn= 1")]
    [InlineData("?_HLS_msn=0x10")]
    [InlineData("?_HLS_msn=١")]
    [InlineData("?_HLS_msn=9007199254740993")]
    [InlineData("?_HLS_msn=99999999999999999999999")]
    [InlineData("?_HLS_part=2147483648")]
    [InlineData("?_HLS_part=x")]
    public void What_cannot_be_read_is_a_fault(string query)
    {
        Assert.Null(ReloadRequest.TryRead(query, out var fault));
        Assert.NotNull(fault);
    }
}

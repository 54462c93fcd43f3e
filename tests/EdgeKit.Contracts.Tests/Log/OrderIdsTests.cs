using CsCheck;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Tests.Log;

public sealed class OrderIdsTests
{
    [Fact]
    public void An_id_leads_back_to_its_record_and_to_no_other_kits() =>
        Gen.Select(Gen.Guid, Gen.Guid, Gen.Long[1, (1L << 48) - 1]).Sample(static (incarnation, other, seq) =>
        {
            var id = OrderIds.Of(incarnation, seq);
            return OrderIds.SeqOf(incarnation, id) == seq && (other == incarnation || OrderIds.SeqOf(other, id) is null) && id.Version == 8;
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1L << 48)]
    public void A_sequence_out_of_bounds_has_no_id(long seq) => Assert.Throws<ArgumentOutOfRangeException>(() => OrderIds.Of(Guid.Empty, seq));
}

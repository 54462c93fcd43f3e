using EdgeKit.Devices.Serial;
using static EdgeKit.Devices.Tests.Serial.VeDirectText;

namespace EdgeKit.Devices.Tests.Serial;

public sealed class VeDirectReaderTests
{
    private readonly VeDirectReader _reader = new();

    [Fact]
    public void A_block_gives_its_fields_in_order()
    {
        var block = Assert.Single(_reader.Feed(Block(("PID", "0xA389"), ("V", "12845"), ("I", "-3250"))));

        Assert.Equal([new("PID", "0xA389"), new("V", "12845"), new("I", "-3250")], block.Fields);
        Assert.Equal("12845", block["V"]);
        Assert.Null(block["Checksum"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Blocks_are_found_however_they_are_cut_up(int length)
    {
        var found = Join(Measuring(12001), History(), Measuring(12002)).Chunk(length).SelectMany(part => _reader.Feed(part)).ToList();

        Assert.Equal(["12001", null, "12002"], found.Select(static block => block["V"]));
        Assert.Equal(0, _reader.WrongChecksums + _reader.BrokenBlocks);
    }

    /// <summary>The checksum's byte may be any, also one that means something elsewhere.</summary>
    [Fact]
    public void Every_value_of_the_checksum_is_taken_as_such()
    {
        for (var checksum = 0; checksum <= byte.MaxValue; checksum++)
        {
            var bytes = EndingWith((byte)checksum, ("V", $"{checksum}"));

            Assert.Equal((byte)checksum, bytes[^1]);
            Assert.Equal($"{checksum}", Assert.Single(_reader.Feed(bytes))["V"]);
        }
    }

    [Fact]
    public void A_single_wrong_byte_anywhere_gives_nothing_wrong_and_the_second_block_after_it()
    {
        var good = Measuring(12001);
        for (var place = 0; place < good.Length; place++)
        {
            var reader = new VeDirectReader();
            var bad = (byte[])good.Clone();
            bad[place] ^= 0x41;

            var found = reader.Feed(Join(bad, Measuring(12002), Measuring(12003)));

            Assert.DoesNotContain(found, static block => block["V"] is not ("12002" or "12003"));
            Assert.Equal("12003", found[^1]["V"]);
        }
    }

    [Fact]
    public void A_lost_byte_anywhere_gives_nothing_wrong_and_the_second_block_after_it()
    {
        var good = Measuring(12001);
        for (var place = 0; place < good.Length; place++)
        {
            var reader = new VeDirectReader();

            var found = reader.Feed(Join([.. good[..place], .. good[(place + 1)..]], Measuring(12002), Measuring(12003)));

            Assert.DoesNotContain(found, static block => block["V"] is not ("12002" or "12003"));
            Assert.Equal("12003", found[^1]["V"]);
        }
    }

    [Fact]
    public void A_port_that_is_opened_in_the_middle_of_a_block_gives_the_next_one()
    {
        var good = Measuring(12001);
        for (var place = 1; place < good.Length; place++)
        {
            var found = new VeDirectReader().Feed(Join(good[place..], Measuring(12002)));

            Assert.Equal("12002", found[^1]["V"]);
        }
    }

    [Fact]
    public void Frames_of_hex_mode_may_stand_anywhere_but_in_the_checksum()
    {
        var good = Measuring(12001);
        for (var place = 0; place < good.Length; place++)
        {
            var reader = new VeDirectReader();

            var found = reader.Feed(Join(good[..place], Ascii(":A0102000543\n"), good[place..], Ascii(":70010003E\n:7F0ED0071\n")));

            // Right before the checksum's byte a colon is that byte.
            Assert.Equal(place == good.Length - 1 ? 0 : 1, found.Count);
            Assert.Equal(place == good.Length - 1 ? 2 : 3, reader.HexFrames);
        }
    }

    [Fact]
    public void A_frame_of_hex_mode_without_its_end_does_not_swallow_what_follows()
    {
        Assert.Equal("12001", Assert.Single(_reader.Feed(Join(Ascii(":7001"), Measuring(12001))))["V"]);
        Assert.Equal("12002", Assert.Single(_reader.Feed(Join(Ascii(":70:70010003E\n"), Measuring(12002))))["V"]);
        Assert.Equal("12003", Assert.Single(_reader.Feed(Join(Ascii(":" + new string('0', 5000)), Measuring(12003))))["V"]);
        Assert.Equal("12004", Assert.Single(_reader.Feed(Join(Ascii(":hello"), Measuring(12004))))["V"]);
    }

    [Fact]
    public void What_is_too_long_is_dropped()
    {
        Assert.Empty(_reader.Feed(Block((new string('L', VeDirectReader.LongestLabel + 1), "1"))));
        Assert.Empty(_reader.Feed(Block(("V", new string('1', VeDirectReader.LongestValue + 1)))));
        Assert.Empty(_reader.Feed(Block([.. Enumerable.Range(0, VeDirectReader.MostFields + 1).Select(static number => ($"F{number}", "1"))])));
        Assert.Equal(3, _reader.BrokenBlocks);

        var most = Block([.. Enumerable.Range(0, VeDirectReader.MostFields).Select(static number =>
            ($"F{number}".PadRight(VeDirectReader.LongestLabel, '_'), new string('9', VeDirectReader.LongestValue)))]);
        Assert.Equal(VeDirectReader.MostFields, Assert.Single(_reader.Feed(most)).Fields.Count);
    }

    [Theory]
    [InlineData("\r\rV\t1")]
    [InlineData("\r\nV\nI\t1")]
    [InlineData("\r\nV\r\nI\t1")]
    [InlineData("\r\nV\t1\t2")]
    [InlineData("\r\nV\t1\n")]
    [InlineData("\r\nV\u0001\t1")]
    [InlineData("\r\n\r\n\r\n")]
    public void Lines_that_are_none_break_the_block_and_nothing_more(string noise)
    {
        Assert.Equal(["12001", "12002"], _reader.Feed(Join(Measuring(12001), Ascii(noise), Measuring(12002), Measuring(12002)))
            .Select(static block => block["V"]).Distinct());
        Assert.True(_reader.BrokenBlocks > 0);
    }

    [Fact]
    public void After_any_noise_the_second_block_is_found()
    {
        var random = new Random(20260501);
        for (var round = 0; round < 500; round++)
        {
            var noise = new byte[random.Next(1, 2000)];
            random.NextBytes(noise);

            Assert.Equal("12002", _reader.Feed(Join(noise, Measuring(12001), Measuring(12002)))[^1]["V"]);
        }
    }

    [Fact]
    public void A_wrong_checksum_is_counted()
    {
        var bad = Measuring();
        bad[^1]++;

        Assert.Empty(_reader.Feed(bad));
        Assert.Equal(1, _reader.WrongChecksums);
    }

    [Fact]
    public void Half_a_block_is_forgotten_when_the_port_is_opened_again()
    {
        var good = Measuring(12001);
        _reader.Feed(good.AsSpan(0, 40));

        _reader.Reset();

        Assert.Equal("12002", Assert.Single(_reader.Feed(Join(good[40..], Measuring(12002))), static block => block["V"] is not null)["V"]);
    }
}

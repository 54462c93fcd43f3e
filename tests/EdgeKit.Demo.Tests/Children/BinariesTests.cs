using EdgeKit.Testing;

namespace EdgeKit.Demo.Children;

public sealed class BinariesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _kit;

    public BinariesTests()
    {
        Directory.CreateDirectory(_directory["edgekit"]);
        _kit = _directory["edgekit/edgekit"];
        Touch(_kit);
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("edgekit/edgekit-cloud")]
    [InlineData("edgekit-cloud/edgekit-cloud")]
    public void The_cloud_is_found_beside_the_kit(string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[place])!);
        Touch(_directory[place]);

        Assert.Equal(new Binaries(_kit, _directory[place]), Binaries.Find(new DemoOptions { KitPath = _kit }));
    }

    [Fact]
    public void A_cloud_that_is_not_there_is_told_with_the_place()
    {
        var fault = Assert.Throws<DemoFaultException>(() => Binaries.Find(new DemoOptions { KitPath = _kit, CloudPath = _directory["nowhere"] }));

        Assert.Contains(_directory["nowhere"], fault.Message, StringComparison.Ordinal);
        Assert.Contains("--cloud", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_dotnet_host_is_not_a_kit() =>
        Assert.Throws<DemoFaultException>(() => Binaries.Find(new DemoOptions { KitPath = Environment.ProcessPath is { } here && here.EndsWith("dotnet", StringComparison.Ordinal) ? here : _directory["dotnet"] }));

    private static void Touch(string path) => File.Create(path).Dispose();
}

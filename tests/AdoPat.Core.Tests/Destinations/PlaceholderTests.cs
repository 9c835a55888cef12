using AdoPat.Destinations;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

public sealed class PlaceholderTests
{
    [Theory]
    [InlineData("nightly build", "/keys/contoso/nightly build.pat")]
    [InlineData("a/../../b", "/keys/contoso/a_.._.._b.pat")]
    [InlineData(@"a\b:c", "/keys/contoso/a_b_c.pat")]
    public void The_name_of_a_token_stays_in_the_folder_of_the_path(string name, string path)
    {
        AdoPatDestination file = DestinationSettings.Make("File", ("Path", "/keys/{organization}/{name}.pat"));
        Assert.Equal(path, file.Resolve("contoso", name).Settings["Path"]);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public void A_name_of_dots_is_no_folder(string name) =>
        Assert.Equal("/keys/_", DestinationSettings.Make("File", ("Path", "/keys/{name}")).Resolve("contoso", name).Settings["Path"]);

    [Fact]
    public void Other_settings_have_the_name_as_it_is() =>
        Assert.Equal("a/b", DestinationSettings.Make("SecretVault", ("name", "{name}")).Resolve("contoso", "a/b").Settings["name"]);
}

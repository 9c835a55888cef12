using System;
using System.IO;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

public class NuGetConfigTests : DestinationTest
{
    private const string Sources = "<packageSources><add key=\"My Feed\" value=\"https://feed.test/index.json\" /></packageSources>";

    private string Config => PathOf("NuGet.Config");

    private IDestination Open(string source = "My Feed") => NuGetConfigDestination.Open(NuGetConfigDestination.Describe(source, Config));

    [Fact]
    public async Task A_source_gets_its_credentials_indented_as_the_file_is()
    {
        await File.WriteAllTextAsync(Config, $"<?xml version=\"1.0\"?>\n<configuration>\n  {Sources}\n</configuration>");

        await WriteAsync(Open("my feed"), Secret);

        Assert.Equal(
            $"""
            <?xml version="1.0"?>
            <configuration>
              {Sources}
              <packageSourceCredentials>
                <my_x0020_feed>
                  <add key="Username" value="AdoPat" />
                  <add key="ClearTextPassword" value="{Secret}" />
                </my_x0020_feed>
              </packageSourceCredentials>
            </configuration>
            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(Config));
    }

    [Fact]
    public async Task An_encrypted_password_gives_way()
    {
        const string Before = "<configuration>" + Sources + "<packageSourceCredentials><My_x0020_Feed><add key='Username' value='me' />"
            + "<add key='Password' value='AQAAA==' /></My_x0020_Feed></packageSourceCredentials></configuration>";
        await File.WriteAllTextAsync(Config, Before);
        Assert.Null(await SecretInAsync(Open()));

        await WriteAsync(Open(), Secret);

        Assert.Equal(
            Before.Replace("key='Password' value='AQAAA=='", $"key='ClearTextPassword' value='{Secret}'", StringComparison.Ordinal), await File.ReadAllTextAsync(Config));
    }

    [Theory]
    [InlineData("<configuration><packageSources /></configuration>", "dotnet nuget add source")]
    [InlineData("", "dotnet nuget add source")]
    [InlineData("<configuration>", "is not a well-formed XML file")]
    [InlineData("<" + OtherSecret + "></x>", "is not a well-formed XML file")]
    [InlineData("<!DOCTYPE configuration [<!ENTITY a \"b\">]><configuration>" + Sources + "</configuration>", "is not a well-formed XML file")]
    [InlineData("<project>" + Sources + "</project>", "is no configuration of NuGet")]
    [InlineData("<configuration>" + Sources + "<packageSourceCredentials><My_x0020_Feed><add key=\"ClearTextPassword\" value=\"%PAT%\" /></My_x0020_Feed></packageSourceCredentials></configuration>", "variable of the environment")]
    [InlineData("<configuration>" + Sources + "<packageSourceCredentials><My_x0020_Feed><add key=\"ClearTextPassword\" /></My_x0020_Feed></packageSourceCredentials></configuration>", "without a value")]
    public async Task What_would_be_wrong_afterwards_is_refused(string content, string reason)
    {
        AdoPatException failure = await IsRefusedAsync(Open(), Config, content);

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_the_users_own_unless_another_is_named() => Assert.EndsWith(
        Path.Combine("NuGet", "NuGet.Config"), NuGetConfigDestination.Describe("My Feed").Settings["Path"], StringComparison.Ordinal);
}

using System;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Secrets;
using AdoPat.Models;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class OrganizationNameTests
{
    /// <summary>Every form in which the name of an organization is accepted; * is the name.</summary>
    private static readonly string[] Forms =
    [
        "*",
        " *\t",
        "dev.azure.com/*",
        "https://dev.azure.com/*",
        "https://dev.azure.com/*/",
        "HTTPS://Dev.Azure.Com/*/My Project/_git/tools?path=/x&version=GBmain#l1",
        "https://dev.azure.com:443/*?x=/y",
        "https://ada@dev.azure.com/*/tools/_git/tools",
        "https://ada:secret@dev.azure.com/*/tools",
        "*@dev.azure.com",
        "https://*@dev.azure.com",
        "https://*@dev.azure.com/",
        "https://*.visualstudio.com",
        "*.visualstudio.com",
        "http://*.VisualStudio.com/DefaultCollection/tools",
        "https://ada@*.visualstudio.com/tools/_git/tools",
        "https://vssps.dev.azure.com/*/_apis/tokens/pats",
        "https://*.vssps.visualstudio.com/_apis/connectionData",
        "https://pkgs.dev.azure.com/*/_packaging/feed/nuget/v3/index.json",
        "https://*.pkgs.visualstudio.com/_packaging/feed/npm/registry/",
        "https://feeds.dev.azure.com/*/_apis",
        "https://auditservice.dev.azure.com/*",
        "https://vsaex.dev.azure.com/*",
        "https://vsrm.dev.azure.com/*/tools/_apis/release",
        "git@ssh.dev.azure.com:v3/*/tools/tools",
        "ssh://git@ssh.dev.azure.com/v3/*/tools/tools",
        "ssh://git@ssh.dev.azure.com:22/v3/*/tools/tools",
        "*@vs-ssh.visualstudio.com:v3/*/tools/tools",
        "ssh://*@vs-ssh.visualstudio.com:22/tools/_ssh/tools",
        "ssh://*@*.visualstudio.com:22/tools/_git/tools",
    ];

    /// <summary>Names of these letters only, so that none is by chance that of a site of Microsoft.</summary>
    private static readonly Gen<string> Name =
        from length in Gen.Choose(1, 50)
        from letters in Gen.Elements("abcXYZ0189-".ToCharArray()).ArrayOf(length)
        let name = new string(letters).Trim('-')
        where name.Length > 0
        select name;

    /// <summary>What people and attackers put around and into addresses.</summary>
    private static readonly Gen<string> HostileText =
        Gen.OneOf(
            Gen.Elements("https://", "http://", "ssh://", "//", "dev.azure.com", ".visualstudio.com", "vssps.", "contoso", "evil.com"),
            Gen.Elements("/", "\\", "@", ":", "?", "#", "%2f", "..", ".", "-", "443", " ", "\r\n", "\0", "é", "v3", "git@ssh.dev.azure.com:", "&", ";"),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""))
        .ListOf().Select(string.Concat);

    public static TheoryData<string> AllForms => [.. Forms];

    [Theory]
    [MemberData(nameof(AllForms))]
    public void The_name_is_read_from_every_form_in_the_case_it_was_given_in(string form)
    {
        Assert.Equal("Contoso-1", OrganizationName.Parse(form.Replace("*", "Contoso-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_possible_name_is_read_from_every_form() =>
        Prop.ForAll(Name.ToArbitrary(), name => Forms.All(form =>
            OrganizationName.TryParse(form.Replace("*", name, StringComparison.Ordinal), out string read) && read == name))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Nothing_that_is_read_can_change_the_url_it_is_put_into() =>
        Prop.ForAll(HostileText.ToArbitrary(), text =>
        {
            bool isName = OrganizationName.TryParse(text, out string name);
            return isName
                ? new Uri($"https://dev.azure.com/{name}/_apis").AbsoluteUri == $"https://dev.azure.com/{name}/_apis"
                    && new Uri($"https://{name}.visualstudio.com/").Host.Equals($"{name}.visualstudio.com", StringComparison.OrdinalIgnoreCase)
                    && !name.Contains('.', StringComparison.Ordinal)
                : name.Length == 0;
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Theory]
    [InlineData("https://testdev.azure.com/contoso")]
    [InlineData("https://test.dev.azure.com/contoso")]
    [InlineData("https://dev.azure.com.evil.com/contoso")]
    [InlineData("https://dev.azure.com@evil.com/contoso")]
    [InlineData("https://evil.com/dev.azure.com/contoso")]
    [InlineData("https://evil.com#@dev.azure.com/contoso")]
    [InlineData("https://dev.azure.com\\@evil.com/contoso")]
    [InlineData("https://dev.azure.com./contoso")]
    [InlineData("https://dev.azure.com:8443/contoso")]
    [InlineData("ftp://dev.azure.com/contoso")]
    [InlineData("javascript://dev.azure.com/contoso")]
    [InlineData("https://visualstudio.com")]
    [InlineData("https://visualstudio.com/contoso")]
    [InlineData("https://testvisualstudio.com")]
    [InlineData("https://contoso.visualstudio.com.evil.com")]
    [InlineData("https://contoso.evil.visualstudio.com")]
    [InlineData("https://a.b.vssps.visualstudio.com")]
    public void A_lookalike_is_refused(string text) => AssertRefused(text);

    [Theory]
    [InlineData("https://app.vssps.visualstudio.com/_apis/accounts")]
    [InlineData("https://spsprodcus1.vssps.visualstudio.com/A11111111-1111-1111-1111-111111111111/")]
    [InlineData("https://marketplace.visualstudio.com/items")]
    [InlineData("git@ssh.dev.azure.com")]
    [InlineData("git@ssh.dev.azure.com:v3")]
    [InlineData("https://dev.azure.com")]
    [InlineData("https://dev.azure.com/")]
    [InlineData("https://dev.azure.com//contoso")]
    [InlineData("https://dev.azure.com?contoso")]
    [InlineData("https://dev.azure.com/../contoso")]
    [InlineData("https://dev.azure.com/%63ontoso")]
    [InlineData("https://dev.azure.com/_git/tools")]
    public void An_address_without_an_organization_is_refused(string text) => AssertRefused(text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("con toso")]
    [InlineData("-contoso")]
    [InlineData("contoso-")]
    [InlineData("contoso/")]
    [InlineData("contoso.evil")]
    [InlineData("contoso?x")]
    [InlineData("cöntoso")]
    [InlineData("..")]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f")]
    public void What_is_not_a_name_is_refused(string? text) => AssertRefused(text);

    [Fact]
    public void The_refusal_names_the_parameter_and_the_value_and_the_accepted_forms()
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => OrganizationName.Parse("https://evil.com/contoso"));

        Assert.Equal(ErrorIds.InvalidArgument, error.ErrorId);
        Assert.Equal(
            "Organization 'https://evil.com/contoso' is not the name or the address of an Azure DevOps organization. Give its name, such as "
            + "contoso (letters, digits, hyphens inside, at most 50), or its address, such as https://dev.azure.com/contoso or "
            + "https://contoso.visualstudio.com.",
            error.Message);
    }

    [Theory]
    [InlineData("https://ada:hunter2@evil.com/contoso")]
    [InlineData("ada:hunter2@evil.com")]
    [InlineData("https://hunter2@evil.com")]
    public void The_refusal_does_not_show_a_password(string text)
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => OrganizationName.Parse(text));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.Contains("@evil.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_refusal_shows_neither_a_token_nor_a_whole_page()
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => OrganizationName.Parse(KnownTokens.Current + new string('!', 5000)));

        Assert.Contains("'[redacted]!!!", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 500);
    }

    [Fact]
    public void Names_are_compared_without_regard_to_case() => Assert.True(OrganizationName.Comparer.Equals("Contoso", "contoso"));

    private static void AssertRefused(string? text)
    {
        Assert.False(OrganizationName.TryParse(text, out string name));
        Assert.Equal("", name);
        Assert.Throws<AdoPatException>(() => OrganizationName.Parse(text));
    }
}

using System;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Secrets;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatNameTests
{
    [Theory]
    [InlineData("build agent 7")]
    [InlineData(" überwachung, 東京 \ud83d\udd11 ")]
    [InlineData("x")]
    public void A_name_is_accepted(string name) => PatName.Check(name, "Name");

    [Fact]
    public void The_longest_name_is_accepted() => PatName.Check(new string('-', PatName.MaxLength), "Name");

    [Theory]
    [InlineData(null, "Name is empty. ")]
    [InlineData("", "Name is empty. ")]
    [InlineData(" \u00a0 ", "Name is empty. ")]
    [InlineData("two\nlines", "Name contains a control character")]
    [InlineData("\u001b[31mred", "Name contains a control character")]
    [InlineData(KnownTokens.Current, "Name contains the value of a personal access token")]
    [InlineData("old one: " + KnownTokens.Legacy, "Name contains the value of a personal access token")]
    public void What_cannot_be_a_name_is_refused(string? name, string message) => AssertRefused(name, message);

    [Fact]
    public void A_name_that_is_too_long_is_refused() => AssertRefused(new string('-', PatName.MaxLength + 1), "Name has 256 characters. ");

    private static void AssertRefused(string? name, string message)
    {
        AdoPatException error = Assert.Throws<AdoPatException>(() => PatName.Check(name, "Name"));

        Assert.Equal(ErrorIds.PatInvalidName, error.ErrorId);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(KnownTokens.Current, error.Message, StringComparison.Ordinal);
    }
}

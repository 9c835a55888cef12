using System;
using System.Linq;
using AdoPat.Msal.Errors;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Msal.Tests.Errors;

public sealed class EntraTextTests
{
    [Theory]
    [InlineData("AADSTS65001: The user has not consented.\r\nTrace ID: 1\r\nCorrelation ID: 2", "The user has not consented.")]
    [InlineData("AADSTS50020: User is a guest. Trace ID: 1 Correlation ID: 2", "User is a guest.")]
    [InlineData("A configuration issue. Original exception: AADSTS7000218: No secret", "No secret.")]
    [InlineData("No code at all", "No code at all.")]
    [InlineData("", ".")]
    public void Tidy_leaves_the_sentence(string message, string expected) => Assert.Equal(expected, EntraText.Tidy(message));

    [Theory]
    [InlineData("AADSTS65001: x", 65001)]
    [InlineData("Original exception: AADSTS7000218: x", 7000218)]
    [InlineData("AADSTS: x", null)]
    [InlineData("nothing", null)]
    public void The_code_is_read_wherever_it_stands(string message, int? expected) => Assert.Equal(expected, EntraText.CodeIn(message));

    [Fact]
    public void Whatever_the_text_is_one_line_without_token_like_words_comes_out()
    {
        Gen<string> pieces = Gen.OneOf(
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get),
            Gen.Elements("AADSTS65001: ", "AADSTS", "Trace ID:", "\r\n", " ", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.sig"),
            Gen.Choose(81, 400).Select(n => new string('x', n)));
        Arbitrary<string> texts = pieces.ListOf().Select(string.Concat).ToArbitrary();

        Prop.ForAll(texts, text =>
        {
            string tidy = EntraText.Tidy(text);
            return !tidy.Contains('\n', StringComparison.Ordinal)
                && tidy.Split(' ').All(word => word.Length <= 81)
                && !tidy.Contains("eyJhbGciOiJub25lIn0.", StringComparison.Ordinal)
                && tidy.EndsWith('.');
        }).QuickCheckThrowOnFailure();
    }
}

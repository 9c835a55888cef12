using System.Security;
using AdoPat.Secrets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Secrets;

public class SecretTextTests
{
    [Fact]
    public void A_text_survives_the_way_there_and_back() =>
        Prop.ForAll<string?>(text => SecretText.ToPlainText(SecretText.ToSecureString(text ?? "")) == (text ?? ""))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_zero_character_does_not_end_the_text() =>
        Assert.Equal("a\0b", SecretText.ToPlainText(SecretText.ToSecureString("a\0b")));

    [Fact]
    public void The_secure_string_cannot_be_changed()
    {
        using SecureString secret = SecretText.ToSecureString("secret");

        Assert.True(secret.IsReadOnly());
        Assert.Equal(6, secret.Length);
    }
}
